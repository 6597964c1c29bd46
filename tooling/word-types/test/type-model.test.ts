import { expect, test } from "vitest";
import { UnknownClientShape } from "../src/errors.js";
import { typeModel } from "../src/type-model.js";

const fields = [{ model: "Task", field: "status", word: "TaskStatus" }];

const generated = `
import type * as Prisma from "../internal/prismaNamespace.js"
export type TaskWhereInput = {
  status?: Prisma.StringFilter<"Task"> | string
}
export type TaskUpdateManyMutationInput = {
  status?: Prisma.StringFieldUpdateOperationsInput | string
}
export type TaskSelectScalar = {
  status?: boolean
}
export type $TaskPayload = {
  scalars: {
    status: string
    statusNote: string
  }
}
export interface TaskFieldRefs {
  readonly status: Prisma.FieldRef<"Task", 'String'>
}
`;

function typed(text: string): string {
  return typeModel(text, "Task", fields, "../internal/words.js");
}

test("only the annotated column's own types are narrowed", () => {
  const text = typed(generated);
  expect(text).toContain('status?: Words.$Filter<Words.TaskStatus, "Task"> | Words.TaskStatus');
  expect(text).toContain("    status: Words.TaskStatus\n    statusNote: string");
  expect(text).toContain("status?: boolean");
  expect(text).toContain(`readonly status: Prisma.FieldRef<"Task", 'String'>`);
});

test.each([
  ["$TaskPayload", "    status: string\n"],
  ["TaskWhereInput", '  status?: Prisma.StringFilter<"Task"> | string\n'],
  ["TaskUpdateManyMutationInput", "  status?: Prisma.StringFieldUpdateOperationsInput | string\n"],
])("a column missing from %s is refused, naming model and field", (type, line) => {
  expect(() => typed(generated.replace(line, ""))).toThrow(UnknownClientShape);
  expect(() => typed(generated.replace(line, ""))).toThrow(
    `Task.status: not found in type ${type}`,
  );
});

test("a type that Prisma did not write before is refused, naming model and field", () => {
  const upgraded = generated.replace("StringFilter<", "TextFilter<");
  expect(() => typed(upgraded)).toThrow("Task.status: the generated client types it as");
});

test("a file that imports nothing known is refused", () => {
  expect(() => typed(generated.replace(/^import.*$/m, ""))).toThrow(
    "does not import prismaNamespace",
  );
});
