import {
  BufferAttribute,
  DataTexture,
  FloatType,
  InstancedBufferGeometry,
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
  const texture = byteTexture(data);
  texture.colorSpace = SRGBColorSpace;
  return texture;
}

/** Bytes as they are. */
export function byteTexture(data: Uint8Array<ArrayBuffer>): DataTexture {
  const height = data.length / (4 * TEXTURE_WIDTH);
  const texture = new DataTexture(data, TEXTURE_WIDTH, height, RGBAFormat, UnsignedByteType);
  texture.needsUpdate = true;
  return texture;
}

/**
 * Quads without vertices: the shader finds quad and corner in `gl_VertexID`, the copy of the cell in `gl_InstanceID`.
 * Empty until `setQuads`.
 */
export function quads(copies: number): InstancedBufferGeometry {
  const geometry = new InstancedBufferGeometry();
  geometry.instanceCount = copies;
  geometry.setDrawRange(0, 0);
  return geometry;
}

/** Fills them once. 24 bytes a quad. */
export function setQuads(geometry: InstancedBufferGeometry, count: number): void {
  if (geometry.index !== null) return;
  const index = new Uint32Array(6 * count);
  for (let q = 0; q < count; q++) {
    const v = 4 * q;
    index.set([v, v + 1, v + 2, v + 2, v + 1, v + 3], 6 * q);
  }
  geometry.setIndex(new BufferAttribute(index, 1));
  geometry.setDrawRange(0, index.length);
}

/** As quads, of one point each and without memory. */
export function points(count: number, copies: number): InstancedBufferGeometry {
  const geometry = new InstancedBufferGeometry();
  geometry.instanceCount = copies;
  geometry.setDrawRange(0, count);
  return geometry;
}
