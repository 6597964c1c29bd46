import type { Engine } from "../engine/open-engine.js";

/** A scratch database with all existing migrations of a package and of those it depends on. */
export interface AuthoringDatabase {
  readonly engine: Engine;
  dispose(): Promise<void>;
}
