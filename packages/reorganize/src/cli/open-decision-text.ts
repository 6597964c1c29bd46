import { quoteIdentifier } from "@deepiri/database";
import { counted } from "@deepiri/terminal";
import type { Answer, Question } from "../findings/open-decision.js";
import { effectText } from "./effect-text.js";
import { findingText } from "./finding-text.js";
import { lossText } from "./losses-text.js";
import { type Texts, textOf } from "./texts.js";

const questions: Texts<Question> = {
  finding: ({ finding }) => findingText(finding),
  "which table": ({ finding }) => `${findingText(finding)} What is it?`,
  "same table": ({ table }) => `It has the columns of ${table}. Are its rows those of ${table}?`,
  "same columns": ({ rename }) =>
    `It has ${Object.keys(rename).join(", ")} where the target has ${Object.values(rename).join(", ")}. Are they the same columns?`,
  losses: ({ loss }) =>
    `${lossText(loss)}. No rule is about these rows. What is to become of them?`,
  "broken write": ({ verb, reason, triggers }) =>
    `Every ${verb} would fail${triggers.length > 0 ? ` in trigger ${triggers.join(", ")}` : ""} after the last step, which works today: ${reason}. Change what it calls so that it works with both forms of the table and plan again, or choose.`,
  "hidden rows": ({ survivor }) =>
    `It has row security, and its rows are to join those of ${survivor}, which has none: everybody who reads that would see them. Give ${survivor} the same policies, enable its row security and plan again, or choose.`,
  "column read": ({ by }) =>
    `The target has no such column, and it is read by ${by.join(", ")}. Change what reads it so that it does not and plan again, or choose.`,
  "deferrable rule": ({ rule }) =>
    `Its rule ${rule} is DEFERRABLE: rows that may be there already cannot be inserted under such a rule, and that may have to be done. Let it hold at once until the reorganization is finalized.`,
  "key not enforced": ({ key }) =>
    `Its foreign key ${key} is not enforced: triggers of it are off, and would be on once it was made again. Is it to hold?`,
  "index not finished": ({ index }) =>
    `Its index ${index} is not valid: it is being built, or that was cut off. Whether it can be made again after a step is not known. Wait for it, or choose, and plan again.`,
  "not null not validated": ({ columns }) =>
    `${columns.join(", ")} is NOT NULL for new rows, and was never validated: rows that are there may have none. Is it to hold?`,
  "name taken": ({ name, kind, wanted, of, words }) =>
    words
      ? `The target has an enum type of this name, without ${words.map((word) => `'${word}'`).join(", ")}: columns of the target could not have these words, and the type is not the target's with them. Give it another name, by which columns keep it, and plan again.`
      : `The target needs the name ${name} for ${withArticle(wanted)}, and it is that of ${withArticle(kind)}${of ? ` of ${of}` : ""} which is not the target's. Give it another name and plan again.`,
  inherits: ({ from }) =>
    `It inherits from ${from}, whose columns and rules cannot be changed in it alone, and whoever reads ${from} reads its rows. End that and plan again.`,
  "key of others": ({ key, wanted }) =>
    `Its primary key is ${key.join(", ")}, and the target's is ${wanted.join(", ")}: the key would go with what the target does not have. Make that its key and plan again.`,
  "rows not known": ({ publication }) =>
    `The publication ${publication} has it, and not all by which replicas would know its rows: PostgreSQL refuses every UPDATE and DELETE, and steps have to change rows. Say by what they are known and plan again.`,
  "catalog table": () =>
    "Its setting user_catalog_table has logical decoding read it as a catalog: PostgreSQL does not rewrite such a table, nor put rows back that may be there. Take that away until the reorganization is finalized, and plan again.",
  "rows known by others": ({ index }) =>
    `Replicas know its rows by the index ${index}, whose columns rows of its twin need not have. Let them know rows by its key and plan again.`,
  "too wide": ({ width, dropped, more }) =>
    `It has had ${counted(width, "column")}${dropped > 0 ? `, ${dropped} of which were dropped and count` : ""}. The steps and a rollback would make ${more} more, and PostgreSQL takes 1600. ${dropped > 0 ? "Make the table anew, by CREATE TABLE … (LIKE … INCLUDING ALL) and its rows, or take" : "Take"} columns out into a table of their own, and plan again.`,
  "too long for an index": ({ index, rows }) =>
    `The target has the index ${index}, and ${counted(rows, "row")} ${rows === 1 ? "holds" : "hold"} more than fits an index: PostgreSQL takes 2704 bytes. Shorten or move them and plan again.`,
  "domain not validated": ({ domain, rule }) =>
    `The rule ${rule} of its domain ${domain} holds for new values, and was never validated: one that breaks it could not be written again. Is it to hold?`,
  "key respelled": ({ type, rows }) =>
    `Its key becomes ${type}, and ${counted(rows, "row")} ${rows === 1 ? "has a key" : "have keys"} that ${type} prints in another way: two could become one, and a rollback could not tell how they were written. Write them in that way, with what refers to them, and plan again.`,
  computed: () =>
    "It is computed, and the target's column of this name is not: nothing would compute it there. Make a plain column of it, have programs write it, and plan again.",
  "rule on writes": ({ rule }) =>
    `Its rule ${rule} is about writes, and rows of its twin cannot be brought past it. Drop it until the reorganization is finalized, and plan again.`,
  "index elsewhere": ({ index }) =>
    `Its index ${index} is in a tablespace of its own, and is made again in that of the database. Let it be there from now on, and plan again.`,
  "event trigger": ({ reason, changed }) =>
    reason === null
      ? `It fires on the statements of steps, and once they were undone this was not as before: ${changed.join(", ")}. Disable it until the reorganization is finalized, and plan again.`
      : `It fires on the statements of steps, and refuses one: ${reason}. Disable it until the reorganization is finalized, and plan again.`,
  "rule broken": ({ rule }) =>
    `Rows of it break its rule ${rule}, which the catalog says is validated; made again, it could not be. Mend the rows, or say that it is NOT VALID, and plan again.`,
  "not restored": () =>
    "It reads what steps make again, and would not be the same afterwards. Drop it, plan again, and make it again once the reorganization is finalized.",
  "names an object": ({ type }) =>
    `Its values are of type ${type}: they name objects of the database, and would read otherwise once these have moved. Keep them in another form and plan again.`,
  "rows within rows": ({ column }) =>
    `${column} holds whole rows of it, whose columns change with the table's: values would be gone. Keep them in another form and plan again.`,
  "converted by a cast": ({ type, wanted }) =>
    `It becomes ${wanted}, and what ${type} prints is no ${wanted}: only a cast converts it, and programs that write ${type} would be refused. Convert it, change the programs, and plan again.`,
  "not copied": ({ reason }) =>
    `A plan is tried on a scratch copy of the schema, on the same server, which cannot have it as it is: ${reason}. If a right is missing, use a login that has it. Else drop it until the reorganization is finalized, or make it part of an extension, and plan again.`,
  "step refused": ({ reason }) =>
    `Tried on a scratch copy, PostgreSQL refused it: ${reason}. Change or drop what that is about until the reorganization is finalized, and plan again.`,
  "path of programs": ({ reason }) =>
    `A rule, an index or a computed column calls it, and it names something without its schema: it works with the search_path of programs alone, and not while PostgreSQL builds an index or a reorganization writes rows (${reason}). Bind it to that path, and plan again.`,
  conversion: ({ obstacles }) =>
    `Its type cannot be changed while programs write: ${obstacles.join("; ")}. Take that away and plan again.`,
  value: ({ question, wrong }) =>
    wrong === undefined ? question : `What was answered cannot be: ${wrong}. ${question}`,
  "unknown table": ({ rows }) =>
    `No projection reads it, no package owns it, and it holds ${counted(rows, "row")}. What is to become of it?`,
  "columns not used": () =>
    "No projection reads these columns, so their values would go with the table at finalize. Read them in a query and plan again, or choose.",
  "index needed": ({ projection }) =>
    `It is partitioned, and ${projection} needs an index that finds the rows of a unit: on a partitioned table none can be built while programs write.`,
  "columns not given": ({ projection }) =>
    `The projection ${projection} leads to this table and does not give these columns, which have to have a value and have no default.`,
  "target not owned": ({ projection }) =>
    `The projection ${projection} leads to it, and no package of this database has such a table. Correct \`to\`, or add the table to a package.`,
  "source missing": ({ projection }) =>
    `The projection ${projection} reads it and tables that are there, and the database does not have it. Correct the query, or declare a projection for databases of this form in a mapping of your own.`,
  "source is no table": ({ projections, kind }) =>
    `It is a ${kind}, and ${reads(projections)} it: nothing says what is written to a ${kind}. Read ${readInstead[kind] ?? "the tables behind it"} instead.`,
  "source has heirs": ({ projections, heirs }) =>
    `${heirs.join(", ")} ${heirs.length === 1 ? "inherits" : "inherit"} from it, and ${reads(projections)} it: rows that are written there would not be followed. End the inheritance and declare a projection for each table.`,
  "source is of the target": ({ projections }) =>
    `The target has a table of this name, and ${reads(projections)} it: what is read goes at finalize. Give the old table another name before the next plan, or read another table.`,
  "source is claimed": ({ projections, to }) =>
    `\`tables\` of the mapping says that it becomes ${to}, and ${reads(projections)} it: what is read goes at finalize. Keep one of the two.`,
};

const readInstead: Readonly<Record<string, string>> = {
  partition: "the partitioned table",
  "foreign table": "a table with its rows",
};

function withArticle(kind: string): string {
  return `${/^[aeiou]/.test(kind) ? "an" : "a"} ${kind}`;
}

function reads(projections: readonly string[]): string {
  return projections.length === 1
    ? `the projection ${projections[0]} reads`
    : `the projections ${projections.join(", ")} read`;
}

const answers: Texts<Answer> = {
  effect: ({ effect }) => effectText(effect),
  "is table": ({ table }) => `it is ${table}`,
  "relocate schema": ({ schema, from }) => `so is every table of ${schema} that is in ${from}`,
  unmanaged: () => "it is unmanaged and stays, with its rows",
  "make plain": () => "make a plain table of its rows, under its name, and plan again",
  "make partitioned": () => "partition it as the target's table is, and plan again",
  "run first": ({ sql }) => `run this, and plan again: ${sql}`,
  "rename columns": () => "they are, and get the target's names",
  "leave out": () =>
    "it is left out on purpose, and goes at finalize with the tables that are projected",
  answer: ({ choice }) => choice,
  "leave out columns": () => "they are left out on purpose, and go with the table at finalize",
  "give columns": ({ projection, columns }) =>
    `give ${columns.map((name) => `AS ${quoteIdentifier(name)}`).join(", ")} in the query of ${projection}, or a default in the package's next migration`,
};

/** The question that an open decision asks. */
export function questionText(question: Question): string {
  return textOf(questions, question);
}

/** One of its answers. */
export function answerText(answer: Answer): string {
  return textOf(answers, answer);
}
