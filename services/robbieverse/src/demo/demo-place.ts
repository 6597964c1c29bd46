import type { RobbieverseTransaction } from "../client.js";

/** Where rows of an organization of the demo go: ids by the names of the story. */
export interface DemoPlace {
  readonly tx: RobbieverseTransaction;
  readonly organizationId: string;
  readonly userOf: (name: string) => string;
  readonly townOf: (name: string | null) => string | null;
  /** The moment so many days before the story ends. */
  readonly ago: (days: number) => Date;
}
