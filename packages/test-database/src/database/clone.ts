import { onSameServer } from "../maintenance/databases.js";
import type { Wanted } from "../maintenance/template.js";
import { testServerUrl } from "../run/provided.js";
import { waitFor } from "../warm/wait.js";
import { keeperLink } from "../warm/worker-link.js";

/** A private copy of a package's migrated template. */
export interface Clone {
  /** Which of the workspace's databases it is like. */
  readonly database: string;
  readonly url: string;
  /** Lets go of it; it is dropped in the background. */
  drop(): void;
  /** Takes it out of the run's reach instead of dropping it; returns its new address, without a password. */
  keep(): Promise<string>;
}

/** Takes a clone of the template of a package, which is built first if need be. */
export async function cloneTemplate(wanted: Wanted): Promise<Clone> {
  const keeper = await keeperLink();
  const { name, database } = await waitFor(
    ({ first }) => (first ? "template" : "clone"),
    () => keeper.take(wanted),
  );
  return {
    database,
    url: onSameServer(testServerUrl(), name),
    drop: () => keeper.tell({ drop: name }),
    keep: async () => await keeper.keep(name),
  };
}
