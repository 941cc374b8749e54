let watching: Promise<void> | null = null;

/** Plays and keeps runs from the first panel on that can start one: the player goes on with a run when it is closed. */
export const watchRunsOnce = (): Promise<void> => {
  watching ??= Promise.all([import('#app/md/playedRun.ts'), import('#app/md/kept/keptRuns.ts')])
    .then(([{ watchMd }, { watchRuns }]) => {
      watchMd();
      watchRuns();
    })
    .catch((error: unknown) => {
      watching = null;
      throw error;
    });
  return watching;
};
