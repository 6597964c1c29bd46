import { z } from "zod";
import { plainly, plainNameOrColumnPattern, plainNamePattern } from "../catalog/table-name.js";

/** As `plainName` writes it. */
const table = z
  .string()
  .regex(plainNamePattern, "a table is written schema.table")
  .transform(plainly);

const tableOrColumn = z
  .string()
  .regex(plainNameOrColumnPattern, "a table is written schema.table, a column schema.table.column")
  .transform(plainly);

/** Where rows of a target table may be found. */
const source = z.strictObject({
  table,
  /** Columns that tell this shape from another table of the same name. */
  having: z.array(z.string()).default([]),
  /** Columns that the shape does not have. */
  lacking: z.array(z.string()).default([]),
  /** Old column name to the target's. */
  rename: z.record(z.string(), z.string()).default({}),
});

/** What is done to values of one column that the target cannot hold. */
const repair = z.strictObject({
  /** Old word to lawful word. */
  words: z.record(z.string(), z.string()).optional(),
  /** The word for those that are in no list; without it the row is set aside. */
  otherwise: z.string().optional(),
  /** What stands for null: the target's default, or an SQL expression over the row. */
  null: z.union([z.literal("default"), z.strictObject({ sql: z.string() })]).optional(),
  /** An expression over the row `r` that makes later duplicates of a unique rule different. */
  duplicate: z.strictObject({ sql: z.string() }).optional(),
});

/** Rows of a target table that are made of rows of other tables. */
const projection = z.strictObject({
  /** The target table. */
  to: table,
  /** A SELECT that gives columns of the target table by their names. */
  query: z.string(),
  /** Columns that tell the rows of its first table apart, where that has no primary key. */
  unit: z.array(z.string()).default([]),
  /** A SELECT of a number behind which those that the target table gives by itself go on. */
  numbersAfter: z.string().optional(),
  /** SELECTs that are run once before the target is filled. */
  before: z.array(z.string()).optional(),
  /** Statements that are run once all targets are filled, and again at each switch, and those that undo all these. */
  after: z.array(z.string()).optional(),
  undo: z.array(z.string()).optional(),
  /** Source table to the SELECT that gives its columns from the target tables: the way back. */
  back: z.record(table, z.string()).default({}),
  /** Target tables of which a row has to be there: own column to theirs. */
  refersTo: z.record(table, z.record(z.string(), z.string())).optional(),
  /** Columns that are null as long as the row that they refer to is not there. */
  late: z.array(z.string()).optional(),
  /** Settings under which rows are written. */
  settings: z
    .record(
      z
        .string()
        .regex(/^[a-z_][a-z0-9_]*\.[a-z0-9_.]+$/, "a setting of a package is written package.name"),
      z.string(),
    )
    .optional(),
});

/** Values about which somebody has to decide. */
const decision = z.strictObject({
  /** What is asked about each. */
  question: z.string(),
  /** A SELECT of each `value`, with ready-made answers. */
  query: z.string(),
});

const setAside = z.strictObject({
  table,
  /** SQL condition over the row `r`, in the target's column names. */
  where: z.string(),
  reason: z.string(),
});

/** The decisions that no catalog can make, or a part of them. What follows from the catalogs is never written here. */
export const mappingSchema = z.strictObject({
  name: z.string().default("unnamed"),
  /** Target table to its possible sources; the first that fits is taken, all others that fit are merged into it. */
  tables: z.record(table, z.array(source)).default({}),
  /** Target schema to the schemas in which a table of the same name and shape is the same table. */
  relocate: z.record(z.string(), z.array(z.string())).default({}),
  /** Empty tables that stood in for others: table to the one it stood for. */
  placeholders: z.record(table, table).default({}),
  /** `schema.table.column` of the target to the repair of its values. */
  repairs: z.record(z.string(), repair).default({}),
  /** Values to choose from when a number is outside the range that a CHECK allows. */
  numbers: z.array(z.number()).default([]),
  /** What happens where no repair is declared. "ask" makes it an open decision. */
  otherwise: z
    .strictObject({
      null: z.enum(["default", "set aside", "ask"]).default("ask"),
      number: z.enum(["nearest", "set aside", "ask"]).default("ask"),
      tooLong: z.enum(["cut", "set aside", "ask"]).default("ask"),
      word: z.enum(["set aside", "ask"]).default("ask"),
      check: z.enum(["set aside", "ask"]).default("ask"),
      orphan: z.enum(["null", "set aside", "ask"]).default("ask"),
      duplicate: z.enum(["set aside", "ask"]).default("ask"),
      cycle: z.enum(["cut", "ask"]).default("ask"),
      extraColumn: z.enum(["set aside", "ask"]).default("ask"),
    })
    .prefault({}),
  /** By name the queries that say how rows change shape. */
  projections: z.record(z.string(), projection).default({}),
  /** By name what nobody but people can say of single values. */
  decisions: z.record(z.string(), decision).default({}),
  /** By the name of a decision each value to its answer. */
  decided: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  /** `schema.table` or `schema.table.column` of sources that no projection uses, and why. */
  leftOut: z.record(tableOrColumn, z.string()).default({}),
  setAside: z.array(setAside).default([]),
  /** Tables of which more than a tenth may be quarantined because no repair is declared, and why. */
  mayLose: z.record(table, z.string()).default({}),
  /** `schema.table.trigger` of unmanaged triggers that may go until a rollback, and why. */
  dropTriggers: z.record(z.string(), z.string()).default({}),
  /** Graphs that the target keeps free of cycles: a parent column, or a table of edges. */
  acyclic: z
    .array(
      z.union([
        z.strictObject({ table, parent: z.string() }),
        z.strictObject({ table, from: z.string(), to: z.string() }),
      ]),
    )
    .default([]),
  /** Migrations, as `package/name`, whose rows an old database lacks; they can be run again. */
  seeds: z.array(z.string()).default([]),
  /** Tables that are nobody's but known: why they stay. */
  known: z.record(table, z.string()).default({}),
});

/** All decisions together: what one of them needs is there. */
export const wholeMappingSchema = mappingSchema
  .refine(({ numbers, otherwise }) => otherwise.number !== "nearest" || numbers.length > 0, {
    path: ["otherwise", "number"],
    message: '"nearest" chooses from the list `numbers`, which is empty',
  })
  .refine(({ decisions, decided }) => Object.keys(decided).every((name) => name in decisions), {
    path: ["decided"],
    message: "it answers a decision that `decisions` does not have",
  });

/** A mapping as it was read, every default filled in. */
export type Mapping = z.output<typeof mappingSchema>;
