/** What the page shows: plain data, written into it as JSON. */
export interface DocsModel {
  readonly databases: readonly DatabaseModel[];
}

/** One database as PostgreSQL's catalogue has it, with who owns what. */
export interface DatabaseModel {
  /** As the workspace calls it. */
  readonly name: string;
  /** Where it was read, such as `shop on db.example:5432`; absent for one made of the migrations. */
  readonly place?: string;
  /** Version of the server, such as `18.4`. */
  readonly server: string;
  /** Lanes of the map, each package after those it depends on; what no package owns is last. */
  readonly lanes: readonly Lane[];
  readonly tables: readonly Table[];
  readonly plan?: PlanModel;
}

/** What one package owns, or tables of one schema that no package owns. */
export interface Lane {
  /** The package's key. */
  readonly owner?: string;
  /** The schema, where no package owns the tables. */
  readonly schema?: string;
  /** Keys of the packages that it depends on. */
  readonly needs: readonly string[];
  /** Its tables in the order of the map: what is referred to comes before what refers to it. */
  readonly tables: readonly TableId[];
}

/** Index of a table in `DatabaseModel.tables`. */
export type TableId = number;

export type TableKind =
  | "table"
  | "partitioned table"
  | "foreign table"
  | "view"
  | "materialized view";

export interface Table {
  readonly schema: string;
  readonly name: string;
  readonly kind: TableKind;
  /** Key of the package that owns it. */
  readonly owner?: string;
  readonly comment?: string;
  /** Absent where rows are not known, as of a database made of the migrations. */
  readonly rows?: RowCount;
  /** With indexes and long values. */
  readonly bytes?: number;
  readonly columns: readonly Column[];
  readonly rules: readonly Rule[];
  readonly keys: readonly ForeignKey[];
  readonly indexes: readonly Index[];
  readonly triggers: readonly Trigger[];
  readonly policies: readonly Policy[];
  readonly rowSecurity: "off" | "on" | "forced";
  readonly rights: readonly Right[];
  /** Names of its partitions. */
  readonly partitions: readonly string[];
  /** The query of a view. */
  readonly query?: string;
}

export interface RowCount {
  readonly count: number;
  /** False when it is the server's estimate. */
  readonly isExact: boolean;
}

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly isNullable: boolean;
  /** Expression of its default, or of what generates it. */
  readonly default?: string;
  /** How PostgreSQL fills it without being told. */
  readonly filled?: "identity" | "generated";
  readonly isKey: boolean;
  readonly comment?: string;
}

export interface Rule {
  readonly name: string;
  readonly kind: "primary key" | "unique" | "check" | "exclusion";
  readonly definition: string;
  readonly comment?: string;
  /** Whether rows that were there before it have been looked at. */
  readonly isValidated: boolean;
}

export interface ForeignKey {
  readonly name: string;
  readonly columns: readonly string[];
  readonly table: TableId;
  readonly targetColumns: readonly string[];
  /** What becomes of the row when the one that it refers to goes. */
  readonly onDelete: string;
  readonly isValidated: boolean;
  readonly comment?: string;
}

export interface Index {
  readonly name: string;
  /** From USING on. */
  readonly definition: string;
  readonly isUnique: boolean;
  readonly isValid: boolean;
  readonly comment?: string;
}

export interface Trigger {
  readonly name: string;
  /** Behind the name, up to the function that it runs. */
  readonly event: string;
  readonly routine: string;
  readonly isEnabled: boolean;
  readonly comment?: string;
}

export interface Policy {
  readonly name: string;
  readonly command: string;
  readonly roles: readonly string[];
  readonly isPermissive: boolean;
  readonly using?: string;
  readonly check?: string;
}

/** What one role may do with a table. */
export interface Right {
  readonly role: string;
  /** Key of the package whose role it is. */
  readonly package?: string;
  readonly privilege: string;
  /** Columns that it is limited to; absent for the whole table. */
  readonly columns?: readonly string[];
}

/** What a plan of a reorganization makes of a database. */
export interface PlanModel {
  /** Name of the database that the plan was made for. */
  readonly database: string;
  /** Tables as they were before, those that the plan names and those that are there. */
  readonly before: readonly Table[];
  readonly changes: readonly Change[];
}

export type Fate = "merged" | "moved" | "renamed" | "kept" | "new" | "parked" | "unmanaged";

/** What becomes of tables that end up in one, or of one that has no successor. */
export interface Change {
  readonly fate: Fate;
  readonly sources: readonly ChangeSource[];
  /** Index of the table in `DatabaseModel.tables`; absent when it has no successor. */
  readonly target?: TableId;
}

export interface ChangeSource {
  /** As the plan writes it. */
  readonly name: string;
  /** Index in `PlanModel.before`; absent when the database does not have it. */
  readonly table?: TableId;
  readonly rows: number;
  /** Old column name to new one, for those that change. */
  readonly columns: Readonly<Record<string, string>>;
}
