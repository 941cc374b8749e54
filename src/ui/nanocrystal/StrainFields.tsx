import { startNanocrystal } from '#app/nanocrystal/nanocrystalJob.ts';
import { editNanocrystal, nanocrystalStore } from '#app/nanocrystal/nanocrystalStore.ts';
import { type CapSpec, type CoherentSpec, isAround } from '#core/nanocrystal/nanocrystalRecipe.ts';
import { CommittedNumber } from './CommittedNumber.tsx';

interface StrainFieldsProps {
  readonly cap: CapSpec;
  readonly onRefused: (why: string | null) => void;
}

const setCoherent = (coherent: CoherentSpec | null) =>
  editNanocrystal((r) => {
    if (r.cap === null) return r;
    const { coherent: _, ...cap } = r.cap;
    return { ...r, cap: coherent === null ? cap : { ...cap, coherent } };
  });

/** Whether the second crystal takes the lengths of the core near its face, and how far up. */
export function StrainFields({ cap, onRefused }: StrainFieldsProps) {
  const strainIt = async () => {
    const { recipe } = nanocrystalStore.getState();
    const misfit = await startNanocrystal('misfit', recipe).answer.catch(() => null);
    if (nanocrystalStore.getState().recipe !== recipe) return;
    onRefused(
      misfit === null
        ? 'These planes have no common cell of up to 500 Å² within 10 % of strain and 10°.'
        : null,
    );
    if (misfit !== null) setCoherent({ depthNm: 1, cells: misfit.cells });
  };
  return (
    <>
      <label
        className="check"
        title="Its planes near the face take the lengths of the core in the smallest common cell; beyond, and without this, it keeps its own"
      >
        <input
          type="checkbox"
          checked={cap.coherent !== undefined}
          disabled={isAround(cap.shape) && cap.coherent === undefined}
          onChange={(e) => (e.target.checked ? void strainIt() : setCoherent(null))}
        />
        strained to the core
      </label>
      {cap.coherent !== undefined && (
        <CommittedNumber
          label="up to"
          title="Height over its lowest plane"
          value={cap.coherent.depthNm}
          unit="nm"
          min={0.05}
          max={100}
          onCommit={(depthNm) => setCoherent({ ...cap.coherent!, depthNm })}
        />
      )}
    </>
  );
}
