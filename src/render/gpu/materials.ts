import {
  Color,
  CustomBlending,
  type DataTexture,
  DoubleSide,
  type IUniform,
  Matrix3,
  OneFactor,
  ShaderMaterial,
  Vector2,
  Vector3,
  Vector4,
  ZeroFactor,
} from 'three';
import { INK_PX, OCCLUSION, PALE } from '#render/style.ts';
import type { SceneLook, SceneTheme } from '#render/types.ts';
import { ATOM_FRAGMENT, ATOM_VERTEX, STICK_FRAGMENT, STICK_VERTEX } from './shaders.ts';

/** Uniforms that follow the camera, shared by reference by every material of a scene. */
export interface FrameUniforms {
  /** Size of the tile being drawn, drawing pixels. */
  readonly uViewport: IUniform<Vector2>;
  /** Drawing pixels a CSS px. */
  readonly uPx: IUniform<number>;
  /** Nearest and farthest depth of the atoms, Å, and the strength of the fog. */
  readonly uFog: IUniform<Vector3>;
  readonly uFogColor: IUniform<Color>;
  readonly uDark: IUniform<number>;
  /** Lower left corner and size of the whole picture as the tile sees it, drawing pixels. */
  readonly uFrame: IUniform<Vector4>;
  /** Rows of the lattice as columns: they multiply from the left. */
  readonly uLattice: IUniform<Matrix3>;
  /** Cells that are drawn. */
  readonly uFrom: IUniform<readonly number[]>;
  readonly uTo: IUniform<readonly number[]>;
  /** How much of the page's colour images take: those that complete the cell, and those of repeated cells. */
  readonly uPale: IUniform<Vector2>;
  /** Width of the ink line at silhouettes, CSS px; 0 for none. */
  readonly uInk: IUniform<number>;
  /** Width of wires, CSS px; 0 where sticks have a thickness of their own. */
  readonly uWire: IUniform<number>;
  /** How much neighbours take of the light; 0 for none. */
  readonly uOcclude: IUniform<number>;
  /** Noise that hides bands on a screen; off in files, which it would make five times larger. */
  readonly uDither: IUniform<0 | 1>;
}

export const createFrameUniforms = (): FrameUniforms => ({
  uViewport: { value: new Vector2(1, 1) },
  uPx: { value: 1 },
  uFog: { value: new Vector3(0, 1, 0) },
  uFogColor: { value: new Color() },
  uDark: { value: 0 },
  uFrame: { value: new Vector4(0, 0, 1, 1) },
  uLattice: { value: new Matrix3() },
  uFrom: { value: [0, 0, 0] },
  uTo: { value: [0, 0, 0] },
  uPale: { value: new Vector2() },
  uInk: { value: 0 },
  uWire: { value: 0 },
  uOcclude: { value: 0 },
  uDither: { value: 1 },
});

/** Atoms fade into the page, whatever its colour. */
export function applyTheme(frame: FrameUniforms, theme: SceneTheme): void {
  frame.uFogColor.value.set(theme.background);
  frame.uDark.value = theme.dark ? 1 : 0;
  const { completing, repeated } = PALE[theme.dark ? 'dark' : 'light'];
  frame.uPale.value.set(completing, repeated);
}

/** What the look says of light and lines. */
export function applyLook(frame: FrameUniforms, look: SceneLook): void {
  frame.uFog.value.z = look.depthCue;
  frame.uInk.value = look.outlines ? INK_PX : 0;
  frame.uWire.value = look.wirePx;
  frame.uOcclude.value = look.occlusion ? OCCLUSION : 0;
}

/**
 * An opaque impostor whose edge is smoothed by coverage. The blend keeps the alpha already there:
 * a partly covered pixel would otherwise let the page shine through as a white halo.
 */
function impostor(
  vertexShader: string,
  fragmentShader: string,
  uniforms: Record<string, IUniform>,
): ShaderMaterial {
  return new ShaderMaterial({
    vertexShader,
    fragmentShader,
    uniforms,
    side: DoubleSide,
    alphaToCoverage: true,
    blending: CustomBlending,
    blendSrc: OneFactor,
    blendDst: ZeroFactor,
    blendSrcAlpha: ZeroFactor,
    blendDstAlpha: OneFactor,
  });
}

/** What shaders know of each sphere, in the order of `DrawnAtoms`. */
export interface SphereTextures {
  readonly spheres: DataTexture;
  readonly colors: DataTexture;
  readonly shifts: DataTexture;
  readonly occlusions: DataTexture;
}

export function bindSpheres({ uniforms }: ShaderMaterial, textures: SphereTextures): void {
  uniforms['uSpheres']!.value = textures.spheres;
  uniforms['uColors']!.value = textures.colors;
  uniforms['uShifts']!.value = textures.shifts;
  uniforms['uOcclusions']!.value = textures.occlusions;
}

/** @param asPoints one point a ball instead of a quad */
export function atomMaterial(frame: FrameUniforms, asPoints: boolean): ShaderMaterial {
  const material = impostor(ATOM_VERTEX, ATOM_FRAGMENT, {
    ...frame,
    uSpheres: { value: null },
    uColors: { value: null },
    uShifts: { value: null },
    uOcclusions: { value: null },
    uScale: { value: 1 },
  });
  if (asPoints) material.defines = { POINTS: '' };
  return material;
}

export const stickMaterial = (frame: FrameUniforms): ShaderMaterial =>
  impostor(STICK_VERTEX, STICK_FRAGMENT, {
    ...frame,
    uSpheres: { value: null },
    uColors: { value: null },
    uShifts: { value: null },
    uOcclusions: { value: null },
    uSticks: { value: null },
    uRadius: { value: 0.1 },
    uBroken: { value: 1 },
  });
