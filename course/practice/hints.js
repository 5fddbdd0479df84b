// The buttons under a check are plain ones of ipywidgets. In JupyterLab, Enter on a button would open the cell for editing.

function render({ el }) {
  const keep = () => {
    const panel = el.closest(".widget-vbox, .jupyter-widgets.widget-container");
    if (panel) keepKeys(panel);
  };
  el.style.display = "none";
  const later = setTimeout(keep); // it hangs in the page only when this is over
  return () => clearTimeout(later);
}

export default { render };
