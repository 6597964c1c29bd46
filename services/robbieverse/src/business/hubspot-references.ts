import type { RobbieverseTransaction } from "../client.js";

type Referred = "company" | "contact" | "deal";

/** Ids of the rows that HubSpot refers to, by its ids; and what it refers to that is not here. */
export class HubspotReferences {
  readonly #ids = new Map<string, string>();
  readonly #missing = new Set<string>();

  constructor(private readonly tx: RobbieverseTransaction) {}

  /** Looks up rows of one kind. Say it after those of the batch are written. */
  async load(kind: Referred, hubspotIds: readonly (string | null | undefined)[]): Promise<void> {
    const where = { hubspotId: { in: hubspotIds.filter((id) => typeof id === "string") } };
    const select = { id: true, hubspotId: true } as const;
    const found = await this.#read(kind, { where, select });
    for (const { id, hubspotId } of found) this.#ids.set(`${kind} ${hubspotId}`, id);
  }

  /** The id for HubSpot's: null for none, undefined for what was not said or is not here, which is noted. */
  find(kind: Referred, hubspotId: string | null | undefined): string | null | undefined {
    if (typeof hubspotId !== "string") return hubspotId;
    const name = `${kind} ${hubspotId}`;
    const id = this.#ids.get(name);
    if (!id) this.#missing.add(name);
    return id;
  }

  missing(): string[] {
    return [...this.#missing].sort();
  }

  #read(
    kind: Referred,
    query: { where: { hubspotId: { in: string[] } }; select: { id: true; hubspotId: true } },
  ) {
    if (kind === "company") return this.tx.company.findMany(query);
    if (kind === "contact") return this.tx.contact.findMany(query);
    return this.tx.deal.findMany(query);
  }
}
