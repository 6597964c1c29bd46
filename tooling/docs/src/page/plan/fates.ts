import type { Fate } from "../../model/model.js";

/** In the order in which they are told. */
export const fates: readonly Fate[] = [
  "merged",
  "moved",
  "renamed",
  "new",
  "parked",
  "unmanaged",
  "kept",
];

/** What each means, for people. */
export const fateMeaning: Readonly<Record<Fate, string>> = {
  merged: "the rows of several tables become those of one",
  moved: "goes to another schema",
  renamed: "gets another name",
  new: "was not there before",
  parked: "has no successor and is moved out of the way",
  unmanaged: "belongs to no package and stays as it is",
  kept: "keeps its name",
};

export const fateHue: Readonly<Record<Fate, string>> = {
  merged: "295",
  moved: "255",
  renamed: "200",
  new: "155",
  parked: "30",
  unmanaged: "70",
  kept: "255",
};
