import json
import logging
import unittest

from app.log import JsonFormatter


class LogTest(unittest.TestCase):
    def test_a_line_is_one_json_object(self) -> None:
        record = logging.LogRecord("test", logging.INFO, __file__, 1, "two\nlines", None, None)
        line = JsonFormatter().format(record)
        self.assertNotIn("\n", line)
        self.assertEqual(json.loads(line)["message"], "two\nlines")


if __name__ == "__main__":
    unittest.main()
