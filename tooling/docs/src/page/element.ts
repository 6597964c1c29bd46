/** What an element is made of beside its children. Text is never read as HTML. */
interface Properties {
  readonly class?: string;
  readonly text?: string;
  readonly on?: Readonly<Record<string, (event: never) => void>>;
  readonly style?: Readonly<Record<string, string>>;
  /** Attributes; `true` writes an empty one, `false` and undefined none. */
  readonly [attribute: string]: unknown;
}

type Child = Node | string | undefined | false;

/** An HTML element. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  fill(made, properties, children);
  return made;
}

/** An SVG element. */
export function svgElement<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  fill(made, properties, children);
  return made;
}

function fill(
  made: HTMLElement | SVGElement,
  { text, on = {}, style = {}, ...attributes }: Properties,
  children: readonly Child[],
): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? "" : String(value));
  }
  for (const [name, value] of Object.entries(style)) made.style.setProperty(name, value);
  for (const [name, listener] of Object.entries(on))
    made.addEventListener(name, listener as EventListener);
  if (text !== undefined) made.append(text);
  made.append(...children.filter((child) => child !== undefined && child !== false));
}

/** A name out of the database: text of its own direction, whatever letters it has. */
export function nameOf(text: string, className = "name"): HTMLElement {
  return element("bdi", { class: className, text });
}
