// What was set while the line was down is said again when it is back.
//
// A browser drops without a word what it is given for a socket that is closing, or that broke unnoticed: a laptop asleep, a
// train in a tunnel. ipywidgets sends no second change of a widget before the first is answered, so such a widget would wait
// for good, with its slider at one number and the picture at another.

// If the first message was not lost after all, the kernel hears the same value twice, which changes nothing.
function sayAgain(widget) {
  if (!widget.comm_live || !(widget._pending_msgs > 0)) return; // nobody waits
  const unheard = [...widget._expectedEchoMsgIds.keys()];
  const state = widget.serialize(Object.fromEntries(unheard.map((name) => [name, widget.get(name)])));
  const status = ({ content }) => { // messages are dealt with in order: those before this one are answered by now, or lost
    if (content.execution_state === "busy") widget._pending_msgs = 1;
  };
  const message = widget.send_sync_message({ ...state, ...widget._msg_buffer }, { iopub: { status } });
  for (const name of unheard) widget._expectedEchoMsgIds.set(name, message); // the kernel's echo of this one counts
}

// For as long as this model lives: watch the line for the widgets whose ids it holds in `moved`. Gives how to stop.
function watchLine(model) {
  const manager = model.widget_manager;
  const line = manager?.kernel?.connectionStatusChanged; // no front end but JupyterLab has one
  let widgets = []; // found while the line is down: ipywidgets then asks the kernel for its values, and ours must be there first
  const changed = async (_, status) => {
    if (status === "connected") return widgets.forEach(sayAgain);
    widgets = await Promise.all(model.get("moved").filter((id) => manager.has_model(id)).map((id) => manager.get_model(id)));
  };
  // What a hand sets while ipywidgets fetches those values is overwritten with them, when the kernel may have heard it already.
  const restored = () => { if (widgets.some((widget) => widget.comm_live)) model.send({ type: "restored" }); };
  line?.connect(changed);
  manager?.restored?.connect(restored);
  return () => {
    line?.disconnect(changed);
    manager?.restored?.disconnect(restored);
  };
}


const BETWEEN = 30; // milliseconds at least from one such message to the next

// On a long line, what a hand sets is told to the kernel without waiting. ipywidgets lets one change of a widget be under way
// at a time and holds the next ones back, which on Binder leaves three or four of thirty. So what it holds back goes out in a
// message of our own. When ipywidgets says the same at last, the kernel knows it already, and nothing changes.
// The kernel's frames say whether the line is long, and how long a picture takes there: no message may wait for one before it.
function sayDirectly(model) {
  const manager = model.widget_manager;
  const waiting = new Set();
  let widgets, timer, last = -Infinity, far = false, between = BETWEEN;
  const say = () => {
    timer = undefined;
    const held = [...waiting].filter((widget) => widget._msg_buffer && widget.comm_live);
    waiting.clear();
    if (!held.length) return;
    last = performance.now();
    model.send({ type: "set", values: Object.fromEntries(held.map((widget) => [widget.model_id, widget._msg_buffer])) });
  };
  const moved = (widget) => { // it is noted now and held back a moment later
    if (!far) return;
    waiting.add(widget);
    timer ??= setTimeout(say, Math.max(0, last + between - performance.now()));
  };
  const find = async () => {
    const ids = model.get("moved").filter((id) => manager.has_model(id));
    for (const widget of await Promise.all(ids.map((id) => manager.get_model(id)))) widget.on("change", () => moved(widget));
  };
  const heard = (frame) => {
    if (frame.type !== "frame") return;
    far = frame.far;
    between = Math.max(BETWEEN, 1500 * frame.busy);
    if (far && manager?.has_model) widgets ??= find();
  };
  model.on("msg:custom", heard);
  return () => {
    model.off("msg:custom", heard);
    clearTimeout(timer);
  };
}
