import { Structure } from 'matterviz/structure';
import { mount } from 'svelte';

/**
 * What the bench calls: the component of matterviz with the atoms of a POSCAR.
 * @param {HTMLElement} target
 * @param {string} poscar
 * @param {boolean} turning
 */
export function draw(target, poscar, turning) {
  mount(Structure, {
    target,
    props: {
      structure_string: poscar,
      show_controls: 'never',
      scene_props: { auto_rotate: turning ? 1 : 0 },
    },
  });
}
