import type pg from "pg";

/** A column of a statement's result, as the server describes it. */
export interface DescribedColumn {
  readonly name: string;
  /** OID of its type. */
  readonly type: number;
  /** OID of the table and number of the column it is taken from; zeros for an expression. */
  readonly table: number;
  readonly attribute: number;
}

/** What the server knows of a statement without running it. */
export interface StatementDescription {
  /** OIDs of the types of $1, $2, ... */
  readonly parameters: readonly number[];
  readonly columns: readonly DescribedColumn[];
}

/** Has the server parse and describe a statement; nothing is run. */
export function describeStatement(client: pg.Client, sql: string): Promise<StatementDescription> {
  return new Promise((resolve, reject) => {
    client.query(new Describe(sql, (error, result) => (error ? reject(error) : resolve(result))));
  });
}

type Done = (error: Error | undefined, result: StatementDescription) => void;
type ParameterMessage = { dataTypeIDs: number[] };

/** Parse and Describe of the wire protocol, in the form in which `pg` takes a query. */
class Describe implements pg.Submittable {
  #parameters: number[] = [];
  #columns: DescribedColumn[] = [];
  #connection: pg.Connection | undefined;

  constructor(
    readonly sql: string,
    readonly done: Done,
  ) {}

  submit(connection: pg.Connection): void {
    this.#connection = connection;
    connection.on("parameterDescription", this.#keepParameters);
    connection.parse({ name: "", text: this.sql, types: [] }, true);
    connection.describe({ type: "S", name: "" } as never, true);
    connection.sync();
  }

  #keepParameters = ({ dataTypeIDs }: ParameterMessage): void => {
    this.#parameters = dataTypeIDs;
  };

  handleRowDescription({ fields }: { fields: pg.FieldDef[] }): void {
    this.#columns = fields.map(({ name, dataTypeID, tableID, columnID }) => {
      return { name, type: dataTypeID, table: tableID, attribute: columnID };
    });
  }

  // After an error, `pg` does not tell when the server is ready again.
  handleError(error: Error): void {
    this.#finish(error);
  }

  handleReadyForQuery(): void {
    this.#finish(undefined);
  }

  #finish(error: Error | undefined): void {
    this.#connection?.off("parameterDescription", this.#keepParameters);
    this.done(error, { parameters: this.#parameters, columns: this.#columns });
  }
}
