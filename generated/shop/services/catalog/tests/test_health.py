import asyncio
import unittest

from app.main import app, health


class HealthTest(unittest.TestCase):
    def test_route_exists(self) -> None:
        self.assertEqual(app.url_path_for("health"), "/healthz")

    def test_answers_ok(self) -> None:
        self.assertEqual(asyncio.run(health()), {"status": "ok"})


if __name__ == "__main__":
    unittest.main()
