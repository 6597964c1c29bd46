import { styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

/** Paints text only where a person looks at a terminal that wants colours (NO_COLOR is heeded). */
function paint(style: Style) {
  return (text: string): string =>
    process.stdout.isTTY && process.stderr.isTTY && process.stdout.hasColors()
      ? styleText(style, text)
      : text;
}

export const red = paint("red");
export const green = paint("green");
export const yellow = paint("yellow");
export const bold = paint("bold");
export const dim = paint("dim");
