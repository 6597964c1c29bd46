import type { PackageStatus } from "@deepiri/schema-engine";
import type { TablePackage, Workspace } from "@deepiri/workspace";

/** What is to be squashed. */
export interface SquashRequest {
  readonly workspace: Workspace;
  readonly package: TablePackage;
  /** A server on which scratch databases can be made. */
  readonly url: string;
  /** What the new migration is called, after its time. */
  readonly name?: string | undefined;
  /** Where the package stands in each database that can be reached, by what that is called. */
  readonly statuses: ReadonlyMap<string, PackageStatus>;
}
