// Finds the lowest point of Rosenbrock's valley, four trials at a time, with Node.js 14.8 or newer:
//
//     LUTHIER=./luthier node examples/rpc/rosenbrock.mjs
//
// What docs/rpc.md asks of a client is all in call and the three lines before it.
// Environment: LUTHIER, the command (luthier on the PATH if unset).

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

const luthier = spawn(process.env.LUTHIER ?? "luthier", ["rpc"], { stdio: ["pipe", "pipe", "inherit"] });
const waiting = [];
createInterface({ input: luthier.stdout }).on("line", (line) => waiting[JSON.parse(line).id](JSON.parse(line)));

async function call(method, params) {
  const reply = await new Promise((resolve) => {
    const id = waiting.push(resolve) - 1;
    luthier.stdin.write(JSON.stringify({ jsonrpc: "2.0", id, method, params }) + "\n");
  });
  if (reply.error) throw new Error(reply.error.message);
  return reply.result;
}

async function work() {
  for (let done = null, trials; !done; ) {
    ({ trials, done } = await call("study.ask", { study: "valley" }));
    for (const { number, parameters: { x, y } } of trials) {
      await call("study.tell", { study: "valley", number, values: (1 - x) ** 2 + 100 * (y - x * x) ** 2 });
    }
  }
}

const space = { x: { type: "float", low: -2, high: 2 }, y: { type: "float", low: -1, high: 3 } };
await call("study.create", { name: "valley", directions: ["minimize"], budget: { trials: 40 }, space });
await Promise.all([work(), work(), work(), work()]);
const { trial } = await call("study.best", { study: "valley" });
console.log(trial.values.value, "at", trial.parameters);
luthier.stdin.end();
