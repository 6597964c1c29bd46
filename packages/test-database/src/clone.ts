import { onSameServer } from "./maintenance.js";
import { testServerUrl } from "./provided.js";
import { ensureTemplate } from "./template.js";
import type { KeeperLink } from "./warm/ask-keeper.js";
import { waitFor } from "./warm/wait.js";
import { keeperLink } from "./warm/worker-link.js";

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
  const server = testServerUrl();
  const keeper = await keeperLink();
  const name = await take(keeper, server, key);
  return {
    url: onSameServer(server, name),
    drop: () => keeper.tell({ drop: name }),
    keep: async () => await keeper.keep(name),
  };
}

async function take(keeper: KeeperLink, server: string, key: string): Promise<string> {
  let name = await waitFor("clone", () => keeper.take(key));
  // Built here, not by the keeper: it has all workers to serve. Another run may replace it at once.
  for (let attempt = 1; !name; attempt += 1) {
    const template = await waitFor("template", () => ensureTemplate(server, key));
    name = await waitFor("clone", () => keeper.take(key, template.name));
    if (attempt === 3 && !name) throw new Error(`the template of "${key}" vanished three times`);
  }
  return name;
}
