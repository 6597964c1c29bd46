import { defined } from "@deepiri/database";

/** What is used here of the factories of accounts and of rules between them. */
interface Accounts {
  // biome-ignore lint/suspicious/noExplicitAny: what a factory takes depends on its table
  readonly googleUsers: { create(given?: any): Promise<Row> };
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly googleRules: { readonly table: string; create(given?: any): Promise<any> };
}

interface Row {
  readonly id: string;
  readonly domainId: string;
}

type Given = Readonly<Record<string, unknown>>;

/** Makes a rule that is told no viewer one of an account of its domain, which its key demands. */
export function inViewersDomain<Bound extends Accounts>(bound: Bound): Bound {
  const create = async (given: Given = {}) => {
    const { organization, organizationId, domain, domainId } = given;
    const of = defined({ organization, organizationId, domain, domainId });
    const viewer = given.viewer ?? (await bound.googleUsers.create(of));
    const { id, domainId: itsDomain } = viewer as Row;
    return bound.googleRules.create({ viewerId: id, domainId: itsDomain, ...given });
  };
  const createMany = async (count: number, given: Given = {}) => {
    const rows = [];
    while (rows.length < count) rows.push(await create(given));
    return rows;
  };
  return { ...bound, googleRules: { table: bound.googleRules.table, create, createMany } };
}
