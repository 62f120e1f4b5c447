// What htmx sends for the library: an address without empty parameters, fit to be shared.
document.addEventListener("htmx:configRequest", (event) => {
  const parameters = event.detail.parameters;
  for (const name of [...new Set(Object.keys(parameters))]) {
    const values = [parameters.getAll ? parameters.getAll(name) : parameters[name]].flat();
    const said = values.filter((value) => value !== "");
    parameters.delete(name);
    said.forEach((value) => parameters.append(name, value));
  }
});

// htmx keeps the address in the browser's storage, which nothing here reads: reading leaves no trace.
const forget = () => sessionStorage.removeItem("htmx-current-path-for-history");
forget();
document.addEventListener("htmx:pushedIntoHistory", forget);
document.addEventListener("htmx:historyRestore", forget);
