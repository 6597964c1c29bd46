import { onSameServer } from "../maintenance/databases.js";
import { testServerUrl } from "../run/provided.js";
import { waitFor } from "../warm/wait.js";
import { keeperLink } from "../warm/worker-link.js";

/** A private copy of a package's migrated template. */
export interface Clone {
  readonly url: string;
  /** Lets go of it; it is dropped in the background. */
  drop(): void;
  /** Takes it out of the run's reach instead of dropping it; returns its new address, without a password. */
  keep(): Promise<string>;
}

/** Takes a clone of the template of a package, which is built first if need be. */
export async function cloneTemplate(key: string): Promise<Clone> {
  const keeper = await keeperLink();
  const { name } = await waitFor(
    ({ first }) => (first ? "template" : "clone"),
    () => keeper.take(key),
  );
  return {
    url: onSameServer(testServerUrl(), name),
    drop: () => keeper.tell({ drop: name }),
    keep: async () => await keeper.keep(name),
  };
}
