import { element } from "./element.js";

const key = "theme";

/** A button that turns light into dark and back. What was chosen is remembered where the browser allows it. */
export function createThemeButton(): HTMLElement {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;
  const remembered = recall();
  if (remembered) root.dataset.theme = remembered;
  return element("button", {
    type: "button",
    class: "icon-button",
    "aria-label": "Light or dark",
    title: "Light or dark",
    text: "◐",
    on: {
      click: () => {
        const isDark = (root.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";
        root.dataset.theme = isDark ? "light" : "dark";
        remember(root.dataset.theme);
      },
    },
  });
}

// Browsers may forbid a file to keep anything.
function recall(): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function remember(theme: string): void {
  try {
    localStorage.setItem(key, theme);
  } catch {
    // Then it holds until the page is left.
  }
}
