/** A folder of src, what stands in it, and what its files may import besides the folder itself. */
export interface Room {
  readonly about: string;
  /** Folders or files of src, with all that is in them, and packages. */
  readonly may: readonly string[];
}

const core = (...names: string[]) => ['core/errors.ts', ...names.map((name) => `core/${name}`)];
const CRYSTAL = core('math', 'crystal');
const STACK = core('math', 'crystal', 'surface', 'match', 'analysis', 'recipe');

const APP = ['core', 'engines', 'app/jobs', 'app/shell', 'offline/missing.ts', 'zustand/vanilla'];
const RENDER = [
  'core',
  'render/types.ts',
  'render/figureRequest.ts',
  'render/style.ts',
  'render/wireShapes.ts',
  'three',
];
const COMPONENTS = ['react', '@react-three/fiber'];
/** What every room of the page may use; the rooms of app that it is about stand in its own line. */
const UI = [
  ...['core', 'render', 'ui/kit', 'ui/state', 'react', 'zustand'],
  ...['app/document', 'app/shell'],
];
const CLI = ['core', 'engines', 'node:*'];

/**
 * Who may import whom. The longest name that the path of a file begins with is its room. `npm run rooms` holds
 * the code to this table and draws it in docs/architecture.md; layers are written down nowhere else.
 */
export const ROOMS: Readonly<Record<string, Room>> = {
  core: { about: 'errors that all of core throws', may: [] },
  'core/math': { about: 'vectors, matrices, integers, plane lattices, FFT', may: core() },
  'core/crystal': {
    about: 'elements, lattices, structures, space groups, neighbours, oxidation states',
    may: core('math'),
  },
  'core/surface': {
    about: 'Miller indices, atomic planes, terminations, slabs, polarity',
    may: CRYSTAL,
  },
  'core/match': {
    about: 'superlattices, coincidence of two planes, strain, elasticity',
    may: core('math', 'crystal', 'surface'),
  },
  'core/analysis': { about: 'what is measured on atoms and along trajectories', may: CRYSTAL },
  'core/diffraction': {
    about: 'form factors, powder patterns with their profiles and figures, measured patterns',
    may: [
      ...core('math', 'crystal', 'surface/miller.ts'),
      ...['core/io/text/text.ts', 'core/io/text/utf8.ts', 'core/io/text/csv.ts'],
    ],
  },
  'core/io': { about: 'file formats, read and written, by family', may: CRYSTAL },
  'core/recipe': {
    about: 'the document: its steps, edits, presets and link; build and report',
    may: core('math', 'crystal', 'surface', 'match', 'analysis'),
  },
  'core/nanocrystal': {
    about: 'nanocrystals: faces, second crystal, balance of charge; their recipe, presets and link',
    may: STACK,
  },
  'core/orientation': {
    about:
      'how two crystals are turned against each other; poles and their stereographic projection',
    may: [...STACK, 'core/atoms/crystalAxes.ts', 'core/io/text/csv.ts'],
  },
  'core/micrograph': {
    about:
      'a person’s own micrograph: read, given a scale, its crystals’ orientations searched for',
    may: [...core('math', 'crystal', 'microscope', 'orientation'), 'core/io/text/csv.ts'],
  },
  'core/paper': {
    about: 'Tables S1 to S5 of the paper as printed, and what follows from them',
    may: [],
  },
  'core/atoms': {
    about: 'what is known of single atoms of a stack: neighbours, strain, axes of their crystal',
    may: STACK,
  },
  'core/microscope': {
    about:
      'the electron microscope: images, their Fourier transforms, spots and indices, diffraction',
    may: [
      ...STACK,
      ...['core/atoms', 'core/nanocrystal', 'core/diffraction', 'core/io/text/csv.ts'],
    ],
  },
  'core/epitaxyScan': {
    about: 'X-ray scans out of and in the plane of a stack: fringes, satellites, truncation rods',
    may: [...STACK, 'core/atoms', 'core/diffraction', 'core/io/text/csv.ts'],
  },
  'core/registry': {
    about: 'shift and separation of two slabs: rules, maps, solving for contacts',
    may: [...STACK, 'core/io/text/csv.ts'],
  },
  'core/screen': {
    about: 'many films on many substrates: candidates, result lines, ranking',
    may: [...STACK, 'core/registry', 'core/io/text/csv.ts'],
  },
  'core/story': {
    about: 'stories for lectures: their steps, edits and numbers, read and played',
    may: STACK,
  },
  'core/export': {
    about: 'inputs for other codes, by code, with checks and provenance',
    may: core('math', 'crystal', 'surface', 'match', 'recipe', 'io'),
  },

  'engines/symmetry': {
    about: 'space groups by moyo, and crystals from files with its help',
    may: ['core', '@spglib/moyo-wasm'],
  },
  'engines/lammps': {
    about: 'LAMMPS: potentials, protocols, input files, runs, snapshots',
    may: ['core', 'lammps.js'],
  },
  'engines/dispersion': {
    about: 'the D3 dispersion term of PBE: coefficients, energy, forces and stress',
    may: ['core'],
  },
  'engines/universal': {
    about: 'the universal potential: model file, energy, forces and stress',
    may: ['core', 'engines/dispersion'],
  },
  'engines/dynamics': {
    about: 'relaxation and molecular dynamics by the universal potential',
    may: [
      'core',
      'engines/universal',
      'engines/dispersion/damping.ts',
      'engines/lammps/protocols.ts',
      'engines/lammps/protocolSettings.ts',
      'engines/lammps/energyDrift.ts',
      'engines/lammps/runLammps.ts',
    ],
  },
  'engines/properties': {
    about:
      'crystals and surfaces by the universal potential: cells, elastic constants, surface energies',
    may: ['core', 'engines/universal', 'engines/dynamics'],
  },
  'engines/media': {
    about: 'pictures and films as files: PNG, GIF, MP4, WebM',
    may: ['core', 'mediabunny', 'gifenc'],
  },
  'engines/solids': {
    about: 'a picture as bodies in space, in files: glTF, STL, USDZ, POV-Ray, VESTA',
    may: ['core', 'engines/zip'],
  },
  'engines/zip': { about: 'zip archives', may: ['core', 'fflate'] },

  'app/jobs': { about: 'work in web workers', may: ['core', 'offline/missing.ts'] },
  'app/shell': {
    about: 'messages to the user, refused fields of a form, files to be saved',
    may: ['offline/missing.ts', 'zustand/vanilla'],
  },
  'app/document': {
    about: 'the document with its history, what is built of it, library, link, storage',
    may: APP,
  },
  'app/documents': {
    about: 'the documents that the browser keeps, and which tab has which',
    may: [...APP, 'app/document', 'app/nanocrystal'],
  },
  'app/offline': {
    about: 'the page without a network, and newer versions of it',
    may: [...APP, 'app/look', 'offline'],
  },
  'app/look': {
    about:
      'how the picture is drawn, what of it is hidden, the atoms picked in it; undo of all that',
    may: [...APP, 'app/document'],
  },
  'app/story': {
    about: 'stories: those that come with the page, how one is told, and the one that is written',
    may: [...APP, 'app/document', 'app/look', 'app/player'],
  },
  'app/interface': {
    about: 'maps and solutions of shift and separation',
    may: [...APP, 'app/document', 'app/universal/compute/readyModel.ts'],
  },
  'app/matches': { about: 'searches for matches', may: [...APP, 'app/document'] },
  'app/screen': { about: 'a table of a screen, held and sorted', may: [...APP, 'app/document'] },
  'app/trajectory': { about: 'frames: from a file, from memory, on demand', may: APP },
  'app/player': {
    about: 'what is played, which frame is shown and how',
    may: [...APP, 'app/document', 'app/look', 'app/trajectory'],
  },
  'app/analysis': {
    about: 'the analysis panel, and series computed for it',
    may: [...APP, 'app/trajectory', 'app/player'],
  },
  'app/nanocrystal': {
    about: 'the nanocrystal of the page with its history, built and written in a worker',
    may: [...APP, 'app/document'],
  },
  'app/settings': {
    about:
      'what is set in a room: its steps, what of it a reload brings back, and its part of a link',
    may: ['core', 'app/shell/tabCopy.ts'],
  },
  'app/microscope': {
    about: 'the electron microscope on the page: what is asked, images in a worker',
    may: [...APP, 'app/document/library.ts', 'app/settings'],
  },
  'app/diffraction': {
    about: 'powder patterns on the page: what is asked, the worker, measured patterns',
    may: [
      ...APP,
      ...['app/analysis/analysisPanel.ts', 'app/document', 'app/settings'],
      'app/trajectory/inflate.ts',
    ],
  },
  'app/orientation': {
    about: 'the tab of the orientation relation: what is drawn, from where it is seen',
    may: [...APP, 'app/analysis/analysisPanel.ts', 'app/settings'],
  },
  'app/micrograph': {
    about: 'a person’s own micrograph on the page: read and searched in a worker, sent nowhere',
    may: [...APP, 'app/analysis/analysisPanel.ts'],
  },
  'app/universal': {
    about: 'the universal potential on the page: its model file, energies of interfaces',
    may: [...APP, 'app/document', 'app/documents/database.ts'],
  },
  'app/md': {
    about: 'runs of molecular dynamics: plan, run, words, take-over',
    may: [...APP, 'app/document', 'app/documents', 'app/trajectory', 'app/player', 'app/universal'],
  },
  'app/import': { about: 'crystals from files', may: [...APP, 'app/document', 'app/trajectory'] },
  'app/export': {
    about: 'files made from the document and handed out',
    may: [...APP, 'app/document', 'app/trajectory', 'app/player'],
  },

  render: { about: 'what the page hands to the picture; sizes and weights', may: ['core'] },
  'render/gpu': { about: 'buffers, textures, shaders, materials', may: RENDER },
  'render/camera': { about: 'view, pose, gestures, picking', may: [...RENDER, 'render/gpu'] },
  'render/stage': {
    about: 'what one picture holds between two frames',
    may: [...RENDER, 'render/gpu', 'render/camera'],
  },
  'render/overlay': {
    about: 'labels, dimensions and marks written over the picture',
    may: [...RENDER, 'render/gpu', 'render/camera', 'render/stage'],
  },
  'render/figure': {
    about: 'the picture as a file of any size',
    may: [...RENDER, 'render/gpu', 'render/camera', 'render/stage', 'render/overlay'],
  },
  'render/solid': {
    about: 'what a scene shows as bodies in space',
    may: [...RENDER, 'render/gpu', 'render/stage', 'engines/solids'],
  },
  'render/svg': {
    about: 'the picture as lines, discs and letters in an SVG file',
    may: [
      ...RENDER,
      ...['render/gpu', 'render/camera', 'render/stage', 'render/overlay', 'render/solid'],
      'engines/solids/solids.ts',
    ],
  },
  'render/scene': {
    about: 'canvas, atoms, bonds, cell and contacts as components',
    may: [...RENDER, ...COMPONENTS, 'render', '@react-three/drei/core/AdaptiveDpr'],
  },

  'render/studio': {
    about: 'a picture beside the page, for figures and films',
    may: [...RENDER, 'render/scene'],
  },

  'ui/kit': {
    about: 'fields, dialogs, plots, tables: of no subject',
    may: ['core', 'app/shell/fileBlob.ts', 'offline/missing.ts', 'react', 'uplot'],
  },
  'ui/kitPage': {
    about: 'the kit in all its states, for its tests; not in the build',
    may: ['ui/kit', 'ui/shell/inter.css', 'react', 'react-dom'],
  },
  'ui/state': { about: 'stores of the page as hooks', may: ['app', 'react', 'zustand'] },
  'ui/look': {
    about: 'the picture on the page: its switches, views, bond rules, colours and legends',
    may: [...UI, 'app/look', 'app/player', 'ui/find', 'ui/matches', 'leva'],
  },
  'ui/interface': {
    about: 'separation, shift pad, registry map, cells that do not fit',
    may: [...UI, 'app/interface', 'app/jobs', 'app/matches', 'app/universal'],
  },
  'ui/stack': {
    about: 'the stack of slabs at the left',
    may: [...UI, 'app/interface', 'ui/interface'],
  },
  'ui/report': {
    about: 'the numbers at the right',
    may: [...UI, 'app/player', 'app/analysis/openPaperData.ts'],
  },
  'ui/find': {
    about: 'what Find matches and a screen share: layout, axes, the match pointed at',
    may: UI,
  },
  'ui/matches': {
    about: 'Find matches',
    may: [...UI, 'app/matches', 'app/nanocrystal/carryOver.ts', 'ui/find'],
  },
  'ui/screen': {
    about: 'a table of a screen as plot and list',
    may: [...UI, 'app/screen', 'ui/find'],
  },
  'ui/md': {
    about: 'Run MD',
    may: [
      ...[...UI, 'app/md', 'app/universal', 'ui/stack'],
      ...['ui/interface/energy/DispersionSwitch.tsx', 'ui/interface/energy/ComputeSwitch.tsx'],
      'uplot',
    ],
  },
  'ui/player': {
    about: 'the player below the picture',
    may: [
      ...UI,
      'app/player',
      'app/trajectory',
      'app/look',
      'app/md',
      'app/import',
      'ui/look',
      'ui/md',
      'uplot',
    ],
  },
  'ui/nanocrystal': {
    about: 'the room of nanocrystals: fields, picture, report, files',
    may: [
      ...UI,
      'app/microscope',
      'app/documents/keepNanocrystals.ts',
      'app/nanocrystal',
      'app/md',
      'app/diffraction',
      'ui/md',
      'ui/documents/smallPicture.ts',
      'ui/look',
    ],
  },
  'ui/microscope': {
    about: 'the room of the microscope: image, transform and diffraction',
    may: [
      ...UI,
      ...['app/microscope', 'app/micrograph', 'app/nanocrystal', 'app/diffraction'],
      'engines/media/png.ts',
    ],
  },
  'ui/diffraction': { about: 'powder patterns: fields and plot', may: [...UI, 'app/diffraction'] },
  'ui/micrograph': {
    about: 'a person’s own micrograph: image, regions, scale, transforms, what was found',
    may: [...UI, 'app/micrograph', 'app/microscope/microscopeStore.ts'],
  },
  'ui/paper': { about: 'the tables of the paper with their plots', may: UI },
  'ui/orientation': {
    about: 'orientation relation and stereographic projection',
    may: [...UI, 'app/orientation'],
  },
  'ui/analysis': {
    about: 'Analyse',
    may: [
      ...UI,
      ...['app/analysis', 'app/diffraction', 'app/orientation', 'app/trajectory', 'app/player'],
      ...['app/look', 'app/jobs', 'ui/diffraction', 'ui/orientation', 'ui/paper'],
      ...['app/micrograph', 'ui/micrograph'],
    ],
  },
  'ui/documents': {
    about: 'the documents that the browser keeps',
    may: [...UI, 'app/documents', 'app/nanocrystal'],
  },
  'ui/import': {
    about: 'Import a crystal',
    may: [
      ...UI,
      'app/import',
      'app/screen',
      'app/player',
      'app/jobs',
      'app/interface',
      'app/universal',
      'app/md/own/ownStore.ts',
      'app/story',
      'app/diffraction',
      'app/nanocrystal',
      'app/micrograph',
    ],
  },
  'ui/sheet': {
    about: 'the data sheet that is printed',
    may: [
      ...UI,
      'app/export',
      'app/look',
      'app/player',
      'engines/zip',
      'ui/figure',
      'ui/look',
      'react-dom',
    ],
  },
  'ui/figure': {
    about: 'figures, films and meshes: what is drawn for a file',
    may: [
      ...UI,
      'app/export',
      'app/look',
      'app/player',
      'app/story',
      'engines/media',
      'engines/solids',
      'engines/zip',
      'ui/look',
    ],
  },
  'ui/figurePage': {
    about: 'the page that draws for the terminal',
    may: [...UI, 'app/export', 'app/look', 'ui/figure', 'ui/look', 'ui/shell/inter.css'],
  },
  'ui/export': {
    about: 'Export: menu and dialog',
    may: [...UI, 'app/export', 'app/look', 'app/story', 'app/player', 'ui/figure', 'ui/stack'],
  },
  'ui/lecture': {
    about: 'Present: a story beside its picture, what can be tried out on it, and its editor',
    may: [...UI, 'engines/zip', 'app/look', 'app/player', 'app/story', 'ui/look'],
  },
  'ui/storyPage': {
    about: 'a story in a file of its own: picture and text, without a server',
    may: [
      ...UI,
      ...['app/look', 'app/player', 'app/story', 'ui/lecture', 'ui/look', 'ui/player'],
      ...['ui/shell/inter.css', 'ui/shell/frame.css', 'ui/shell/PageTheme.tsx', 'react-dom'],
    ],
  },
  'ui/palette': {
    about: 'every action by name, and the sheet of keys',
    may: [
      ...UI,
      ...['app/look', 'app/story', 'app/export', 'app/player', 'app/analysis', 'app/documents'],
      ...['app/nanocrystal', 'ui/look', 'ui/analysis', 'ui/export'],
    ],
  },
  'ui/shell': {
    about: 'the page: header, layout, keys, Present',
    may: [...UI, 'offline/missing.ts', 'app', 'ui', 'react-dom', '@fontsource-variable/inter'],
  },

  offline: { about: 'the service worker: keeps all files of the page in the browser', may: [] },

  cli: {
    about: 'the terminal: arguments, answers, files',
    // Names of looks and sizes are those of the page, and what needs no browser is written by the same code.
    may: [
      ...CLI,
      ...['app/look', 'app/export/figureSettings.ts', 'app/export/filmSettings.ts'],
      'app/story/readStory.ts',
      'app/story/storySettings.ts',
      ...[
        'ui/figure/requestedPlan.ts',
        'ui/figure/requestedFile.ts',
        'ui/figure/unknownWord.ts',
        'ui/figure/solids',
      ],
    ],
  },
};

/** Files of src/app that may name `document` or `window`, and for what. */
export const DOM_IN_APP: Readonly<Record<string, string>> = {
  'app/document/persist.ts': 'the link in the address bar',
  'app/documents/keepDocuments.ts': 'saves when the tab is hidden',
  'app/documents/keepNanocrystals.ts': 'saves when the tab is hidden',
  'app/nanocrystal/nanocrystalStore.ts': 'the link in the address bar',
  'app/md/kept/keptRuns.ts': 'saves when the tab is hidden, and asks before it is left',
  'app/offline/keepOffline.ts': 'the script that the page came with, and where it lies',
  'app/player/recorded.ts': 'where the page lies, for its files',
  'app/universal/modelStore.ts': 'where the page lies, for a model beside it',
  'app/shell/placesHistory.ts': 'the back button',
};
