import type { TablePackage } from "@deepiri/workspace";
import { ClientGenerationError } from "./errors.js";
import { isCurrent } from "./fingerprint.js";

export interface GenerateOptions {
  /** Generates what is current too. */
  readonly force?: boolean;
  /** Told of each package before its client is generated. */
  readonly onStart?: (one: TablePackage) => void;
}

export interface GeneratedClient {
  readonly package: TablePackage;
  /** False when the client was current already. */
  readonly written: boolean;
}

/**
 * Generates the typed clients of packages, one after the other in this process, with every generator
 * that their Prisma files name: the same files, byte for byte, as `prisma generate` in each of them.
 *
 * A client is current when neither what it was generated from nor the client itself has changed.
 * A new one takes the place of the old when it is complete; nobody finds half a client. A building block has
 * none: its functions take any.
 *
 * @throws ClientGenerationError with what Prisma or another generator said
 */
export async function generateClients(
  packages: readonly TablePackage[],
  { force = false, onStart = () => {} }: GenerateOptions = {},
): Promise<GeneratedClient[]> {
  const generated: GeneratedClient[] = [];
  for (const one of packages.filter(({ isBlock }) => !isBlock)) {
    const written = force || !isCurrent(one);
    if (written) {
      onStart(one);
      await writeClient(one);
    }
    generated.push({ package: one, written });
  }
  return generated;
}

async function writeClient(one: TablePackage): Promise<void> {
  // Prisma's libraries take half a second to load, which is not spent when all is current.
  const { runGenerators } = await import("./run-generators.js");
  try {
    await runGenerators(one);
  } catch (cause) {
    throw new ClientGenerationError(one.key, cause);
  }
}
