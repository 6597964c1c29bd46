import { scripts } from "../part.js";
import type { Recipe } from "./recipe.js";

const parts = ["tables", "accounts", "library", "versions", "links", "usage"];

/** A library of prompts, contexts and workflows, to be one table of entities. */
export const promptcraftRecipe: Recipe = {
  name: "promptcraft",
  title:
    "A prompt library after a year of programs that checked nothing: versions with gaps and falling times, owners gone, words that no list has, links that lead nowhere, and tables that nobody can explain.",
  database: "promptcraft",
  parts: [scripts(...parts.map((name) => `promptcraft/${name}`))],
  unmanaged: [scripts("promptcraft/unknown")],
};
