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
