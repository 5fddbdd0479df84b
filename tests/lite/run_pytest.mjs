// Runs pytest in Pyodide: node run_pytest.mjs PYODIDE COURSE PACKAGES ARGUMENTS...
import { pathToFileURL } from "node:url";

const [pyodide, course, packages, ...rest] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`));
const python = await loadPyodide({ indexURL: `${pyodide}/`, packages: ["nets-by-hand"], stdout: console.log });
for (const [name, root] of [["/course", course], ["/packages", packages]]) {
  python.FS.mkdirTree(name);
  python.FS.mount(python.FS.filesystems.NODEFS, { root }, name);
}
python.globals.set("rest", python.toPy(rest));
process.exitCode = await python.runPythonAsync(`
import os, sys
sys.path.append("/packages")
os.chdir("/course")
import pytest
int(pytest.main([*rest, "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--tb=line"]))
`);
