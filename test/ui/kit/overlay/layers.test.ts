import { expect, test } from 'vitest';
import { LayerStack } from '#ui/kit/overlay/layers.ts';

const opened = () => {
  const stack = new LayerStack();
  const closed: string[] = [];
  const add = (name: string, yieldsToFields = false) => {
    const remove = stack.add({
      onEscape: () => {
        closed.push(name);
        remove();
      },
      yieldsToFields,
    });
    return remove;
  };
  return { stack, closed, add };
};

test('Escape closes the layer opened last, one at a time', () => {
  const { stack, closed, add } = opened();
  add('view');
  add('popover');
  expect(stack.escape(false)).toBe(true);
  expect(closed).toEqual(['popover']);
  expect(stack.escape(false)).toBe(true);
  expect(closed).toEqual(['popover', 'view']);
  expect(stack.escape(false)).toBe(false);
});

test('a view leaves Escape to a field being typed in; a popover does not', () => {
  const { stack, closed, add } = opened();
  add('view', true);
  expect(stack.escape(true)).toBe(false);
  add('popover');
  expect(stack.escape(true)).toBe(true);
  expect(closed).toEqual(['popover']);
});

test('a modal dialog is closed by the browser: nothing under it goes with the same key', () => {
  const { stack, closed, add } = opened();
  add('view');
  const remove = stack.add({ onEscape: null, yieldsToFields: false });
  expect(stack.escape(false)).toBe(false);
  remove();
  expect(stack.escape(false)).toBe(true);
  expect(closed).toEqual(['view']);
});

test('a layer that goes by itself leaves the others in their order', () => {
  const { stack, closed, add } = opened();
  add('view');
  const remove = add('popover');
  add('menu');
  remove();
  remove();
  stack.escape(false);
  stack.escape(false);
  expect(closed).toEqual(['menu', 'view']);
});
