import { body } from "../../../session/body.js";
import { functionSettings } from "../../../session/open.js";
import { block } from "../../shared/block.js";

/** What a function of a merge is made of. */
export interface FunctionDefinition {
  /** As SQL. */
  readonly name: string;
  readonly parameters: string;
  readonly returns: string;
  /** Variables with their types. */
  readonly declare: readonly string[];
  readonly body: string;
  /** Whether it looks rows up by key in tables that grow under it: those of a batch, or one at a time. */
  readonly byKey?: "batch" | "row";
}

// A batch touches few rows of a large table: any plan but a walk along the key grows with the table,
// and the server's statistics of tables that grow under it are wrong.
const alongTheKey = [
  "enable_seqscan = off",
  "enable_bitmapscan = off",
  "enable_sort = off",
  "enable_hashjoin = off",
  "enable_mergejoin = off",
  "jit = off",
];

// For one row, planning takes longer than the work.
const planned = {
  batch: "plan_cache_mode = force_custom_plan",
  row: "plan_cache_mode = force_generic_plan",
};

/** SQL that makes a function which runs with its owner's rights, in any program's session. */
export function defineFunction({ byKey, ...one }: FunctionDefinition): string {
  const planning = byKey ? [...alongTheKey, planned[byKey]] : [];
  const head = block`
    CREATE OR REPLACE FUNCTION ${one.name}(${one.parameters})
    RETURNS ${one.returns}
    LANGUAGE plpgsql SECURITY DEFINER
    ${[functionSettings, ...planning.map((set) => `SET ${set}`)].join("\n")}`;
  const text = block`
    #variable_conflict use_variable
    DECLARE
      ${one.declare.map((variable) => `${variable};`).join("\n")}
    BEGIN
      ${one.body}
    END`;
  return `${head}\nAS ${body(`\n${text} `)}`;
}
