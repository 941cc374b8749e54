import { linearOf, type Solids } from './solids.ts';
import { detailFor, type Mesh, meshesOf, type TriangleLimits } from './tessellate.ts';

/** Of files of some 15 and 300 MB. */
export const GLB_TRIANGLES: TriangleLimits = { aim: 500_000, most: 10_000_000 };

const [ARRAY, ELEMENTS] = [34_962, 34_963];
const [FLOAT, UINT] = [5126, 5125];
const HALF = Math.SQRT1_2;

/** glTF 2.0 in one file: a mesh for each name and colour, in Å, z of the stack turned upwards as glTF has y. */
export function glbOf(solids: Solids): Uint8Array<ArrayBuffer> {
  const meshes = meshesOf(solids, detailFor(solids, GLB_TRIANGLES), true);
  const buffers: Uint8Array[] = [];
  const bufferViews: object[] = [];
  const accessors: object[] = [];
  let bytes = 0;
  const put = (data: Float32Array | Uint32Array, width: 1 | 3, target: number, ends: object) => {
    bufferViews.push({ buffer: 0, byteOffset: bytes, byteLength: data.byteLength, target });
    bytes += data.byteLength;
    buffers.push(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    return (
      accessors.push({
        bufferView: bufferViews.length - 1,
        componentType: data instanceof Float32Array ? FLOAT : UINT,
        count: data.length / width,
        type: width === 3 ? 'VEC3' : 'SCALAR',
        ...ends,
      }) - 1
    );
  };
  const primitives = meshes.map((mesh) => ({
    attributes: {
      POSITION: put(mesh.positions, 3, ARRAY, endsOf(mesh.positions)),
      NORMAL: put(mesh.normals, 3, ARRAY, {}),
    },
    indices: put(mesh.triangles, 1, ELEMENTS, {}),
  }));
  const json = {
    asset: { version: '2.0', generator: 'Epistack', extras: { unit: '1 unit = 1 Å' } },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [
      {
        name: solids.title,
        rotation: [-HALF, 0, 0, HALF],
        children: meshes.map((_, k) => k + 1),
        extras: { unit: '1 unit = 1 Å' },
      },
      ...meshes.map(({ name }, k) => ({ name, mesh: k })),
    ],
    meshes: meshes.map(({ name }, k) => ({
      name,
      primitives: [{ ...primitives[k], material: k }],
    })),
    materials: meshes.map(materialOf),
    accessors,
    bufferViews,
    buffers: [{ byteLength: bytes }],
  };
  return packed(JSON.stringify(json), buffers, bytes);
}

const materialOf = ({ name, rgb, opacity }: Mesh) => ({
  name,
  pbrMetallicRoughness: {
    baseColorFactor: [...linearOf(rgb), opacity],
    metallicFactor: 0,
    roughnessFactor: 0.55,
  },
  ...(opacity < 1 ? { alphaMode: 'BLEND', doubleSided: true } : {}),
});

function endsOf(positions: Float32Array): { readonly min: number[]; readonly max: number[] } {
  const min = [Infinity, Infinity, Infinity];
  const max = [-Infinity, -Infinity, -Infinity];
  positions.forEach((x, k) => {
    min[k % 3] = Math.min(min[k % 3]!, x);
    max[k % 3] = Math.max(max[k % 3]!, x);
  });
  return { min, max };
}

/** A head of 12 bytes, then two chunks, each padded to four bytes. */
function packed(json: string, buffers: readonly Uint8Array[], bytes: number) {
  const text = new TextEncoder().encode(json);
  const textBytes = Math.ceil(text.length / 4) * 4;
  const out = new Uint8Array(12 + 8 + textBytes + 8 + bytes);
  const view = new DataView(out.buffer);
  const words = (at: number, ...values: number[]) =>
    values.forEach((value, k) => void view.setUint32(at + 4 * k, value, true));
  words(0, 0x46546c67, 2, out.length, textBytes, 0x4e4f534a);
  out.fill(0x20, 20, 20 + textBytes);
  out.set(text, 20);
  words(20 + textBytes, bytes, 0x004e4942);
  let at = 28 + textBytes;
  for (const part of buffers) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
