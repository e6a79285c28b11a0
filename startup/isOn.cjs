// DOCKWIRE_STARTUP=off leaves out all that makes programs and the provider start faster, to see whether it is to blame.
exports.isOn = process.env.DOCKWIRE_STARTUP !== "off";
