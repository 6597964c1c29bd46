import { packageTests } from "./config.js";

export default packageTests();
