export { clusteredVectors } from "./clustered.js";
