import { testKeeperPort } from "../run/provided.js";
import { type KeeperLink, linkToKeeper } from "./ask-keeper.js";

let link: Promise<KeeperLink> | undefined;

/** This worker's connection to the keeper of its run, opened by the first who needs it. */
export async function keeperLink(): Promise<KeeperLink> {
  link ??= linkToKeeper(testKeeperPort());
  return await link;
}
