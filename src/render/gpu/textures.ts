import {
  BufferAttribute,
  BufferGeometry,
  DataTexture,
  FloatType,
  RGBAFormat,
  SRGBColorSpace,
  UnsignedByteType,
} from 'three';
import { TEXTURE_WIDTH } from './buffers.ts';

/** Four floats a texel, read by index in a vertex shader. The array stays the texture's own memory. */
export function floatTexture(data: Float32Array): DataTexture {
  const height = data.length / (4 * TEXTURE_WIDTH);
  const texture = new DataTexture(
    data as Float32Array<ArrayBuffer>,
    TEXTURE_WIDTH,
    height,
    RGBAFormat,
    FloatType,
  );
  texture.needsUpdate = true;
  return texture;
}

/** sRGB bytes, decoded to linear light by the sampler. */
export function colorTexture(data: Uint8Array<ArrayBuffer>): DataTexture {
  const height = data.length / (4 * TEXTURE_WIDTH);
  const texture = new DataTexture(data, TEXTURE_WIDTH, height, RGBAFormat, UnsignedByteType);
  texture.colorSpace = SRGBColorSpace;
  texture.needsUpdate = true;
  return texture;
}

/** Quads without vertices: the shader finds quad and corner in `gl_VertexID`. 24 bytes a quad. */
export function quads(count: number): BufferGeometry {
  const index = new Uint32Array(6 * count);
  for (let q = 0; q < count; q++) {
    const v = 4 * q;
    index.set([v, v + 1, v + 2, v + 2, v + 1, v + 3], 6 * q);
  }
  const geometry = new BufferGeometry();
  geometry.setIndex(new BufferAttribute(index, 1));
  return geometry;
}
