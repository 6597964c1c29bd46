/** How lawful rows of one table are made. Bind it to a database with `factoriesOn`. */
export interface FactoryDefinition<Input, Row, Parents extends AnyParents> {
  /** Key of the package that owns the table. */
  readonly owner: string;
  /** `schema.name`. */
  readonly table: string;
  /** By the name of the reference, which is its field's without `Id`. */
  readonly parents: Parents;
  /** All that a row needs beside its parents. The text is one that no other row has. */
  readonly values: (unique: string) => Omit<Input, FieldOf<Parents>>;
  /** Of the type only; never set. */
  readonly row?: Row;
}

// biome-ignore lint/suspicious/noExplicitAny: a definition takes its input, so nothing else fits all
export type AnyFactory = FactoryDefinition<any, any, any>;

/** A factory stands for a row that is made when none is given, null for one that need not be. */
export type AnyParents = Readonly<Record<string, AnyFactory | null>>;

/** What one row may be told: any field, or the row that a field refers to. Undefined says nothing. */
export type Given<Input, Parents> = {
  readonly [Field in keyof Input]?: Input[Field] | undefined;
} & {
  readonly [Name in keyof Parents]?: { readonly id: unknown } | undefined;
};

type FieldOf<Parents> = `${keyof Parents & string}Id`;

/**
 * Defines the factory of a table. The input is the generated client's (`Prisma.TaskCreateManyInput`),
 * the row its model: a field that becomes mandatory is an error here until the factory fills it.
 *
 *     const tasks = defineFactory<Prisma.TaskCreateManyInput, Task>("core", "public.tasks")(
 *       { user: users, project: null },
 *       () => ({ title: "Write it down" }),
 *     );
 */
export function defineFactory<Input, Row>(
  owner: string,
  table: string,
): <const Parents extends AnyParents>(
  parents: Parents,
  values: (unique: string) => Omit<Input, FieldOf<Parents>>,
) => FactoryDefinition<Input, Row, Parents> {
  return (parents, values) => ({ owner, table, parents, values });
}
