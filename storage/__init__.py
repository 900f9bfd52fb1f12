"""Where everything is kept: Tortoise models, repositories, migrations and sealed secrets."""
