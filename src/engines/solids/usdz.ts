import { alignedZip } from '#engines/zip/alignedZip.ts';
import { boundsOf, linearOf, type Solids } from './solids.ts';
import { detailFor, type Mesh, meshesOf, type TriangleLimits } from './tessellate.ts';

/** It is text that phones read: some 10 MB, and 180. */
export const USDZ_TRIANGLES: TriangleLimits = { aim: 150_000, most: 2_500_000 };

/** The longest side that stands on a table, m. */
const LONGEST_M = 0.3;
/** Å are shown as round lengths, m. */
const ROUND_M = [0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0002, 0.0001];

/** Metres that stand for 1 Å: round, and so that all of it fits on a table. */
export function metresPerAng(solids: Solids): number {
  const [low, high] = boundsOf(solids);
  const longest = Math.max(...[0, 1, 2].map((x) => high[x]! - low[x]!));
  return ROUND_M.find((m) => m * longest <= LONGEST_M) ?? ROUND_M.at(-1)!;
}

/** USDZ for augmented reality: it stands on the floor, y up, in metres. */
export function usdzOf(solids: Solids): Uint8Array<ArrayBuffer> {
  return alignedZip('model.usda', new TextEncoder().encode(usdaOf(solids)));
}

const quoted = (text: string): string => JSON.stringify(text.replace(/[\r\n]+/g, ' '));

function usdaOf(solids: Solids): string {
  const scale = metresPerAng(solids);
  const [low, high] = boundsOf(solids);
  const across = -scale * ((low[0] + high[0]) / 2);
  const deep = scale * ((low[1] + high[1]) / 2);
  const meshes = meshesOf(solids, detailFor(solids, USDZ_TRIANGLES), true);
  const s = number(scale);
  return `#usda 1.0
(
    customLayerData = {
        string creator = "Epistack"
        string scale = "1 Å = ${s} m"
    }
    defaultPrim = "Root"
    doc = ${quoted(solids.title)}
    metersPerUnit = 1
    upAxis = "Y"
)

def Xform "Root" (
    kind = "component"
)
{
    matrix4d xformOp:transform = ( (${s}, 0, 0, 0), (0, 0, -${s}, 0), (0, ${s}, 0, 0), (${number(across)}, ${number(-scale * low[2])}, ${number(deep)}, 1) )
    uniform token[] xformOpOrder = ["xformOp:transform"]

${meshes.map(meshText).join('\n')}
    def Scope "Materials"
    {
${meshes.map(materialText).join('\n')}
    }
}
`;
}

const number = (x: number): string => String(Number(x.toPrecision(7)) + 0);

/** Names of things may hold letters, digits and underscores. */
const idOf = (name: string, k: number): string => `${name.replace(/[^A-Za-z0-9]/g, '_')}_${k}`;

const triples = (data: Float32Array, digits: number): string => {
  const out: string[] = [];
  for (let k = 0; k < data.length; k += 3)
    out.push(
      `(${[data[k]!, data[k + 1]!, data[k + 2]!].map((x) => Number(x.toFixed(digits)) + 0).join(', ')})`,
    );
  return out.join(', ');
};

/** Lowest and highest corner: USD asks for them beside the points. */
function extentOf(positions: Float32Array): readonly [string, string] {
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const high = low.map((x) => -x);
  for (let k = 0; k < positions.length; k++) {
    low[k % 3] = Math.min(low[k % 3]!, positions[k]!);
    high[k % 3] = Math.max(high[k % 3]!, positions[k]!);
  }
  const tuple = (corner: readonly number[]): string => `(${corner.map(number).join(', ')})`;
  return [tuple(low), tuple(high)];
}

/** Each mesh in a frame of its own: some readers take only the first mesh of a frame. */
const meshText = ({ name, positions, normals, triangles, opacity }: Mesh, k: number): string =>
  `    def Xform "${idOf(name, k)}"
    {
        def Mesh "Mesh" (
            prepend apiSchemas = ["MaterialBindingAPI"]
        )
        {
            uniform bool doubleSided = ${opacity < 1 ? 1 : 0}
            float3[] extent = [${extentOf(positions).join(', ')}]
            int[] faceVertexCounts = [${new Array<number>(triangles.length / 3).fill(3).join(', ')}]
            int[] faceVertexIndices = [${triangles.join(', ')}]
            rel material:binding = </Root/Materials/${idOf(name, k)}>
            normal3f[] normals = [${triples(normals, 4)}] (
                interpolation = "vertex"
            )
            point3f[] points = [${triples(positions, 4)}]
            uniform token subdivisionScheme = "none"
        }
    }
`;

const materialText = ({ name, rgb, opacity }: Mesh, k: number): string =>
  `        def Material "${idOf(name, k)}"
        {
            token outputs:surface.connect = </Root/Materials/${idOf(name, k)}/Surface.outputs:surface>

            def Shader "Surface"
            {
                uniform token info:id = "UsdPreviewSurface"
                color3f inputs:diffuseColor = (${linearOf(rgb)
                  .map((x) => number(x))
                  .join(', ')})
                float inputs:metallic = 0
                float inputs:opacity = ${number(opacity)}
                float inputs:roughness = 0.55
                token outputs:surface
            }
        }
`;
