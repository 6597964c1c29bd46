import type { Figure, Reading } from "./figure.js";

/** What HTTP calls the format. */
export const contentType = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/**
 * Readings as OpenMetrics 1.0 text: each metric once, with the values of all databases, told apart by labels.
 * Why something failed is not in it, only that it did.
 */
export function openMetrics(readings: readonly Reading[]): string {
  const families = new Map<string, Family>();
  const add = (figure: Figure, where: Reading["labels"]): void => {
    const { samples, ...about } = figure;
    const family = families.get(figure.name) ?? { ...about, lines: [] };
    families.set(figure.name, family);
    for (const { value, labels } of samples) {
      const name = figure.type === "counter" ? `${figure.name}_total` : figure.name;
      const all = { ...where, ...labels };
      family.lines.push(`${name}{${labelText(all)}} ${numberText(value)}`);
    }
  };
  for (const reading of readings)
    for (const figure of [...stateOf(reading), ...reading.figures]) add(figure, reading.labels);
  return `${[...families.values()].map(familyText).join("")}# EOF\n`;
}

type Family = Omit<Figure, "samples"> & { readonly lines: string[] };

/** Whether the database, and each of its metrics, could be read. */
function stateOf({ failure, figures }: Reading): Figure[] {
  const failed = figures.filter((one) => one.failure !== undefined);
  return [
    {
      name: "database_up",
      help: "1 where the database could be read, else 0.",
      type: "gauge",
      samples: [{ value: failure === undefined ? 1 : 0 }],
    },
    {
      name: "database_metric_failed",
      help: "1 for each metric that could not be read.",
      type: "gauge",
      samples: failed.map(({ name }) => ({ value: 1, labels: { metric: name } })),
    },
  ];
}

function familyText({ name, type, unit, help, lines }: Family): string {
  const about = [
    `# TYPE ${name} ${type}`,
    ...(unit === undefined ? [] : [`# UNIT ${name} ${unit}`]),
    `# HELP ${name} ${escaped(help)}`,
  ];
  return [...about, ...lines].map((line) => `${line}\n`).join("");
}

function labelText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(",");
}

function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll('"', '\\"');
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (Number.isFinite(value)) return String(value);
  return value > 0 ? "+Inf" : "-Inf";
}
