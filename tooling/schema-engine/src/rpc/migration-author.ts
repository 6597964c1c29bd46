import type { Draft, Question } from "@deepiri/authoring";
import { readWorkspace } from "@deepiri/workspace";
import type {
  ApplyMigrationsInput,
  CreateMigrationInput,
  CreateMigrationOutput,
  DevDiagnosticInput,
  DevDiagnosticOutput,
  EvaluateDataLossInput,
  EvaluateDataLossOutput,
} from "@prisma/schema-engine-wasm";
import {
  type AuthoringDatabase,
  type AuthoringTask,
  draftNext,
  loadAuthoring,
  readHandovers,
  replayMigrations,
  tryDraft,
} from "../authoring/index.js";
import { packageOf } from "./package-of.js";

/** Answers the requests of `migrate dev` in the way of `db new`. */
export class MigrationAuthor {
  #tried: string[] = [];

  /** @param database still empty: the first request fills it */
  constructor(readonly database: AuthoringDatabase) {}

  async devDiagnostic(input: DevDiagnosticInput): Promise<DevDiagnosticOutput> {
    await replayMigrations(this.database, input);
    return this.database.engine.devDiagnostic(input);
  }

  /** What would be lost, which the CLI then asks about. What may have moved only `db new` can be told. */
  async evaluateDataLoss(input: EvaluateDataLossInput): Promise<EvaluateDataLossOutput> {
    const { describeQuestion, OpenQuestionsError } = await loadAuthoring();
    const directory = input.migrationsList.baseDir;
    await readHandovers(readWorkspace(directory), packageOf(directory)[1]); // refuses what cannot be
    const nothing = { migrationSteps: 0, unexecutableSteps: [], warnings: [] };
    try {
      const draft = await this.#draft(input, () => undefined);
      return { ...nothing, migrationSteps: draft ? 1 : 0 };
    } catch (error) {
      if (!(error instanceof OpenQuestionsError)) throw error;
      if (error.questions.some(({ kind }) => kind === "move"))
        throw await needsAnswers(error.questions, directory);
      const warnings = error.questions.map((one) => ({
        message: describeQuestion(one),
        stepIndex: 0,
      }));
      return { ...nothing, migrationSteps: 1, warnings };
    }
  }

  /** Parts that need a transaction of their own are further migrations, written here. */
  async createMigration(input: CreateMigrationInput): Promise<CreateMigrationOutput> {
    const { filesOf, writeFiles } = await loadAuthoring();
    const { migrationName, migrationsList, draft: mayBeEmpty } = input;
    const draft = await this.#draft(input, ({ kind }) =>
      kind === "drop" ? Promise.resolve(true) : undefined,
    );
    const existing = migrationsList.migrationDirectories.map(({ path }) => path);
    const empty = { label: "" as const, statements: [] };
    const files = draft
      ? await tryDraft(this.database, taskOf(input), migrationName, draft)
      : filesOf([empty], migrationName, existing);
    const [first, ...others] = files;
    if (others.length > 0) writeFiles([[migrationsList.baseDir, others]]);
    if (draft) this.#tried = files.map(({ name }) => name);
    return {
      connectorType: "postgresql",
      generatedMigrationName: first?.name ?? "",
      migrationScript: draft ? (first?.sql ?? null) : mayBeEmpty ? emptyMigration : null,
      extension: "sql",
    };
  }

  /** Applies what the scratch database lacks; of what was just written, nothing. */
  async applyMigrations(input: ApplyMigrationsInput): Promise<string[]> {
    const { appliedMigrationNames } = await this.database.engine.applyMigrations(input);
    const tried = this.#tried;
    this.#tried = [];
    return [...tried, ...appliedMigrationNames];
  }

  #draft(
    input: EvaluateDataLossInput,
    ask: (question: Question) => Promise<boolean> | undefined,
  ): Promise<Draft | undefined> {
    return loadAuthoring().then(({ Decisions }) =>
      draftNext(this.database, taskOf(input), new Decisions({ moved: [], dropped: [] }, ask)),
    );
  }
}

const emptyMigration = "-- This is an empty migration.";

function taskOf({ schema, migrationsList, filters }: EvaluateDataLossInput): AuthoringTask {
  const datamodels = schema.files.map(({ path, content }) => [path, content] as const);
  return { datamodels, migrationsList, filters };
}

async function needsAnswers(questions: readonly Question[], directory: string): Promise<Error> {
  const { explainQuestions } = await loadAuthoring();
  const [, { key }] = packageOf(directory);
  return new Error(explainQuestions(questions, `pnpm db:new ${key} NAME`));
}
