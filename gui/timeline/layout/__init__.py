"""Events into numbers: columns, lanes, scale, ticks, frame. numpy alone; no Qt."""
