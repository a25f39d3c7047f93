await import("./live.mts");
await import("./doors.mts");
