/** A migration that a squashed one stands for. */
export interface ReplacedMigration {
  readonly name: string;
  /** SHA-256 of its file, as a history records it. */
  readonly checksum: string;
  /** What it stood for itself, if it was a squashed one. */
  readonly replaces: readonly ReplacedMigration[];
}

/** The comment lines at the head of a squashed migration that name what it replaces. */
export function replacesHeader(replaced: readonly ReplacedMigration[], depth = 0): string {
  return replaced
    .map(({ name, checksum, replaces }) => {
      const line = `-- ${"  ".repeat(depth)}replaces ${name} ${checksum}\n`;
      return line + replacesHeader(replaces, depth + 1);
    })
    .join("");
}

const headerLine = /^-- ((?: {2})*)replaces (.+) ([0-9a-f]{64})$/;

/** What a migration replaces, by the comment lines that it begins with; mostly nothing. */
export function readReplaced(sql: string): ReplacedMigration[] {
  const top: Node[] = [];
  const path: Node[][] = [top];
  for (const line of sql.split("\n")) {
    if (!line.startsWith("--")) break;
    const [, indent, name, checksum] = headerLine.exec(line) ?? [];
    if (indent === undefined || name === undefined || checksum === undefined) continue;
    const depth = Math.min(indent.length / 2, path.length - 1);
    const node: Node = { name, checksum, replaces: [] };
    path[depth]?.push(node);
    path.length = depth + 1;
    path.push(node.replaces);
  }
  return top;
}

/** All of them, with those that squashed ones among them stood for. */
export function withReplaced(replaced: readonly ReplacedMigration[]): ReplacedMigration[] {
  return replaced.flatMap((one) => [one, ...withReplaced(one.replaces)]);
}

interface Node extends ReplacedMigration {
  readonly replaces: Node[];
}
