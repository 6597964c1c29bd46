#!/usr/bin/env node
import { generate } from "../src/generate.js";
import { serveGenerator } from "../src/serve-generator.js";

serveGenerator({ prettyName: "word types", defaultOutput: "." }, generate);
