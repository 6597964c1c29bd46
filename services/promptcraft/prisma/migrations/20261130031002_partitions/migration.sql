-- Uses are counted by day and kept: a bill may be asked for again. Two weeks of partitions stand ready.

SELECT partitions.manage('promptcraft.usage_event', every => 'day', ahead => 14);
