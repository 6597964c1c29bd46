export { isEmbeddedMeant, startEmbedded } from "./server/embedded.js";
