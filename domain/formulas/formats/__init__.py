"""Format strings as the platform (.NET) reads them: of dates, durations and numbers."""
