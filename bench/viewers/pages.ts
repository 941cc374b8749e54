interface Other {
  readonly head: string;
  /** Draws the text of the file that is fetched as `data`; sets `window.turn` and `window.isThere`. */
  readonly script: string;
  readonly ending: 'xyz' | 'vasp';
}

/** The other viewers as pages of their own, each with the calls of its documentation. */
export const OTHERS: Readonly<Record<string, Other>> = {
  '3Dmol': {
    head: '<script src="3Dmol-min.js"></script>',
    ending: 'xyz',
    script: `
      const viewer = $3Dmol.createViewer(target, { backgroundColor: 'white' });
      viewer.addModel(data, 'xyz');
      viewer.setStyle({}, { stick: { radius: 0.15 }, sphere: { scale: 0.25 } });
      viewer.zoomTo();
      viewer.render();
      window.turn = () => viewer.rotate(3, 'y');
      window.isThere = true;
    `,
  },
  molstar: {
    head: '<link rel="stylesheet" href="molstar.css"><script src="molstar.js"></script>',
    ending: 'xyz',
    script: `
      const { plugin } = await molstar.Viewer.create(target, { layoutIsExpanded: false, layoutShowControls: false, viewportShowExpand: false });
      const raw = await plugin.builders.data.rawData({ data });
      const trajectory = await plugin.builders.structure.parseTrajectory(raw, 'xyz');
      const model = await plugin.builders.structure.createModel(trajectory);
      const structure = await plugin.builders.structure.createStructure(model);
      const all = await plugin.builders.structure.tryCreateComponentStatic(structure, 'all');
      await plugin.builders.structure.representation.addRepresentation(all, { type: 'ball-and-stick' });
      const { canvas3d } = plugin;
      const { camera } = canvas3d;
      let angle = 0;
      const start = () => ({ target: camera.state.target.slice(), position: camera.state.position.slice() });
      let first = null;
      window.turn = () => {
        first ??= start();
        angle += 0.05;
        const [dx, dy, dz] = first.position.map((x, k) => x - first.target[k]);
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        const [x, y, z] = first.target;
        camera.setState({ position: [x + c * dx + s * dz, y + dy, z - s * dx + c * dz] }, 0);
      };
      canvas3d.requestCameraReset({ durationMs: 0 });
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      window.isThere = true;
    `,
  },
  matterviz: {
    head: '<link rel="stylesheet" href="matterviz.css"><style>#target > * { height: 100% !important }</style>',
    ending: 'vasp',
    script: `
      const { draw } = await import('./matterviz.js');
      draw(target, data, true);
      // It turns by itself.
      window.turn = () => undefined;
      const before = drawCalls();
      while (drawCalls() === before) await new Promise((done) => setTimeout(done, 5));
      window.isThere = true;
    `,
  },
};

/** A page with one viewer; number of atoms, width and height stand behind the question mark. */
export function pageOf(name: string): string {
  const { head, script, ending } = OTHERS[name]!;
  return `<!doctype html><meta charset="utf-8"><title>${name}</title>
<style>body { margin: 0 } #target { position: relative }</style>
${head}
<div id="target"></div>
<script type="module">
  const target = document.getElementById('target');
  const [atoms, width, height] = location.search.slice(1).split('&');
  target.style.width = width + 'px';
  target.style.height = height + 'px';
  const data = await (await fetch(atoms + '.${ending}')).text();
  ${script}
</script>
`;
}
