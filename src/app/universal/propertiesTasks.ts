import type { Structure } from '#core/crystal/structure.ts';
import type { ElasticProgress, ElasticResult } from '#engines/properties/elasticConstants.ts';

export interface PropertiesTasks {
  readonly elastic: {
    /** `model`: bytes of the model file. */
    readonly request: { readonly model: Uint8Array<ArrayBuffer>; readonly structure: Structure };
    readonly part: ElasticProgress;
    readonly result: ElasticResult;
  };
}
