import { testFactories, useTestDatabase } from "@deepiri/test-database";
import { intelligenceFactories } from "./factories.js";

const db = useTestDatabase("intelligence");

testFactories("intelligence", intelligenceFactories(db));
