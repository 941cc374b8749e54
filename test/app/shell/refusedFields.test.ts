import { expect, test } from 'vitest';
import { createRefusedFields } from '#app/shell/refusedFields.ts';

test('fields are refused until each is mended or gone; the first one refused stays first', () => {
  const fields = createRefusedFields();
  const ids = () => [...fields.getState().ids];
  fields.report('length', true);
  fields.report('seed', true);
  fields.report('length', true);
  expect(ids()).toEqual(['length', 'seed']);
  fields.report('length', false);
  expect(ids()).toEqual(['seed']);
  fields.report('seed', false);
  expect(ids()).toEqual([]);
});

test('a report that changes nothing tells nobody, and forms do not share their fields', () => {
  const [fields, others] = [createRefusedFields(), createRefusedFields()];
  let told = 0;
  fields.subscribe(() => told++);
  fields.report('seed', false);
  expect(told).toBe(0);
  fields.report('seed', true);
  fields.report('seed', true);
  expect(told).toBe(1);
  expect(others.getState().ids.size).toBe(0);
});
